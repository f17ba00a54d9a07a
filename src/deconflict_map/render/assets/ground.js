// The base map: inert SVG paths in a pane of their own, coloured by the style sheet, at two levels of detail.
(function () {
  'use strict';
  const D = globalThis.DeconflictMap;

  // A scene that is narrower than this on the screen shows nothing that the coarse outlines don't show (judgement).
  const FINE_FROM = 160;

  D.ground = function (map, scene) {
    const pane = map.getPane('dcm-ground') || map.createPane('dcm-ground');
    pane.style.zIndex = 210;
    pane.style.pointerEvents = 'none';
    const renderer = L.svg({ pane: 'dcm-ground', padding: 0.5 });
    const inert = (name) => ({
      renderer, pane: 'dcm-ground', interactive: false, smoothFactor: 1.2, className: 'dcm-ground dcm-ground-' + name,
    });
    const group = L.layerGroup();
    const fine = L.layerGroup();
    const around = D.bounds(scene.data.ground.bounds);
    const layers = scene.data.ground.layers;
    const coarse = layers.filter(([name]) => name === 'world');
    for (const [name, shape] of coarse) group.addLayer(D.path(shape, inert(name)));
    // The coarse outlines end where the detailed base map begins.
    if (coarse.length) fine.addLayer(L.rectangle(around, { ...inert('sea'), stroke: false }));
    for (const [name, shape] of layers) {
      if (name !== 'world') fine.addLayer(D.path(shape, inert(name)));
    }

    function level() {
      const side = map.project(around.getNorthEast()).subtract(map.project(around.getSouthWest()));
      scene.coarse = coarse.length > 0 && Math.max(side.x, -side.y) < FINE_FROM;
      if (scene.coarse) group.removeLayer(fine);
      else group.addLayer(fine);
    }

    group.addLayer(fine);
    map.on('zoomend', level);
    return group;
  };

  // Where the ground is from, always in sight; further lines are told by what adds them.
  D.credit = function (map) {
    const box = D.el('div', { class: 'dcm-credit' }, D.el('span', null, 'Natural Earth. Borders imply no opinion; disputed ones are dotted.'));
    const control = L.control({ position: 'bottomright' });
    control.onAdd = () => box;
    control.addTo(map);
    return box;
  };
})();
