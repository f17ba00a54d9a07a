// A map and its data block → layers on that map. Used by the page and by folium maps alike.
(function () {
  'use strict';
  const D = globalThis.DeconflictMap;
  const scenes = new WeakMap();

  function begin(map, blockId) {
    const scene = D.scene(D.read(blockId));
    scene.map = map;
    D.hatch();
    scene.groups = D.markLayers(map, scene);
    scene.groups.set('ground', D.ground(map, scene));
    scene.groups.set('graticule', D.graticule(map));
    for (const [id, group] of D.ownLayers(map, scene)) scene.groups.set(id, group);
    scene.credit = D.credit(map);
    map.getContainer().classList.add('dcm-map');
    if (map.attributionControl) map.attributionControl.setPrefix(false);
    map.fitBounds(D.bounds(scene.data.bounds), { animate: false });
    scene.layOut = D.labels(map, scene, (id) => map.hasLayer(scene.groups.get(id)));
    scene.open = (key, opener) => popup(scene, key, opener);
    const groups = new Set(scene.groups.values());
    map.on('layeradd layerremove', (event) => {
      if (groups.has(event.layer)) scene.layOut();
    });
    followFocus(map, scene);
    return scene;
  }

  // A mark that takes the focus by keyboard comes into sight; outside the view Leaflet draws it as nothing.
  function followFocus(map, scene) {
    map.getContainer().addEventListener('focusin', ({ target }) => {
      const layer = target.matches('path:focus-visible') && scene.layers.get(target.getAttribute('data-dcm-key'));
      if (!layer) return;
      const at = layer.getBounds ? layer.getBounds() : L.latLngBounds([layer.getLatLng()]);
      if (at.isValid() && !map.getBounds().intersects(at)) map.panTo(at.getCenter(), { animate: false });
    });
  }

  // Outside the page a card is a Leaflet popup; its content is a node, never a string.
  function popup(scene, key) {
    const card = D.card(key, scene);
    const layer = card.mark && scene.layers.get(card.mark);
    if (!layer) return;
    const at = layer.getBounds ? layer.getBounds().getCenter() : layer.getLatLng();
    const body = D.el('div', { class: 'dcm-card dcm-card-popup' }, D.el('h2', null, D.name(card.title)), card.nodes);
    L.popup({ maxHeight: 320, maxWidth: 340 }).setLatLng(at).setContent(body).openOn(scene.map);
  }

  D.attach = function (map, blockId) {
    if (!scenes.has(map)) scenes.set(map, begin(map, blockId));
    return scenes.get(map);
  };

  // One layer of a folium map by its id.
  D.layer = (map, blockId, id) => D.attach(map, blockId).groups.get(id);
})();
