// The base map: a handful of inert SVG paths in a pane of its own, coloured by the style sheet.
(function () {
  'use strict';
  const D = globalThis.DeconflictMap;

  D.ground = function (map, scene) {
    const pane = map.getPane('dcm-ground') || map.createPane('dcm-ground');
    pane.style.zIndex = 210;
    pane.style.pointerEvents = 'none';
    const renderer = L.svg({ pane: 'dcm-ground', padding: 0.5 });
    const inert = (name) => ({
      renderer, pane: 'dcm-ground', interactive: false, smoothFactor: 1.2, className: 'dcm-ground dcm-ground-' + name,
    });
    const group = L.layerGroup();
    const layers = scene.data.ground.layers;
    const sheet = () => L.rectangle(D.bounds(scene.data.ground.bounds), { ...inert('sea'), stroke: false });
    let world = false;
    let detail = false;
    for (const [name, shape] of layers) {
      if (name === 'world') world = true;
      else if (!detail) {
        // The coarse outlines end where the detailed base map begins.
        detail = true;
        if (world) group.addLayer(sheet());
      }
      group.addLayer(D.path(shape, inert(name)));
    }
    return group;
  };
})();
