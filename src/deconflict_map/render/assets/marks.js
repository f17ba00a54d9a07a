// Footprints and places as Leaflet layers: SVG paths that take focus, or painted on a canvas where there are too many.
(function () {
  'use strict';
  const D = globalThis.DeconflictMap;

  const PANES = { 'dcm-wide': 412, 'dcm-zones': 415, 'dcm-lines': 425, 'dcm-places': 435, 'dcm-painted': 405 };

  D.panes = function (map) {
    for (const [name, zIndex] of Object.entries(PANES)) {
      if (!map.getPane(name)) map.createPane(name).style.zIndex = zIndex;
    }
    return {
      wide: { pane: 'dcm-wide', renderer: L.svg({ pane: 'dcm-wide', padding: 0.3 }) },
      zones: { pane: 'dcm-zones', renderer: L.svg({ pane: 'dcm-zones', padding: 0.3 }) },
      lines: { pane: 'dcm-lines', renderer: L.svg({ pane: 'dcm-lines', padding: 0.3 }) },
      places: { pane: 'dcm-places', renderer: L.svg({ pane: 'dcm-places', padding: 0.3 }) },
      painted: { pane: 'dcm-painted', renderer: D.canvas({ pane: 'dcm-painted', padding: 0.2 }) },
    };
  };

  // The hatch for what the words can't fix, and a bolder one for when it is lit.
  D.hatch = function () {
    if (document.getElementById('dcm-hatch')) return;
    const pattern = (id, width) => D.svg(
      'pattern',
      { id, width: 9, height: 9, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
      D.svg('line', { x1: 0, y1: 0, x2: 0, y2: 9, 'stroke-width': width, class: 'dcm-hatch-line' }),
    );
    document.body.append(
      D.svg('svg', { class: 'dcm-defs', width: 0, height: 0, 'aria-hidden': 'true', focusable: 'false' },
        D.svg('defs', null, pattern('dcm-hatch', 2), pattern('dcm-hatch-hot', 4))),
    );
  };

  function reachable(element, scene, key, words) {
    element.setAttribute('tabindex', '0');
    element.setAttribute('role', 'button');
    element.setAttribute('aria-label', words);
    element.setAttribute('data-dcm-key', key);
    scene.bind(element, key);
  }

  function watched(element, scene, key) {
    element.addEventListener('mouseenter', () => scene.light(key, true));
    element.addEventListener('mouseleave', () => scene.light(key, false));
    element.addEventListener('click', (event) => {
      event.stopPropagation();
      scene.open(key, element);
    });
  }

  // Listens once per element, however often Leaflet takes it off the map and puts it back.
  function listen(layer, scene, key, words) {
    const seen = new WeakSet();
    D.eachElement(layer, (element) => {
      if (seen.has(element)) return;
      seen.add(element);
      scene.register(key, element);
      if (words === null) watched(element, scene, key);
      else reachable(element, scene, key, words);
    });
  }

  D.markWords = function (mark, scene) {
    const claim = scene.claims.get('claim:' + mark.claims[0]);
    const status = mark.drawable ? (claim ? claim.statusWords : '') : 'not fixed by the words';
    return [mark.kind, mark.claims.join(', '), mark.title, claim ? claim.words : '', status].filter(Boolean).join(', ');
  };

  D.markNames = (mark, level) => ['dcm-mark', 'dcm-' + mark.layer, 'dcm-level-' + level, mark.course && 'dcm-course-' + mark.course].filter(Boolean).join(' ');

  // A mark as elements that nothing can be done with: what is lit or open of painted ones.
  D.outline = (mark, panes, state) => L.featureGroup(mark.levels.map(({ level, shape }) => D.path(shape, {
    ...panes.zones, interactive: false, smoothFactor: 0.6, className: D.markNames(mark, level) + ' ' + state,
  })));

  D.footprint = function (mark, panes, scene) {
    const key = 'mark:' + mark.id;
    const group = L.featureGroup();
    const isLine = mark.levels.some(({ level }) => level === 'best');
    const home = isLine ? panes.lines : panes.zones;
    const style = (level) => ({ ...home, smoothFactor: 0.6, className: D.markNames(mark, level) });
    mark.levels.forEach(({ level, shape }, index) => {
      const last = index === mark.levels.length - 1;
      if (level === 'best') {
        group.addLayer(D.path(shape, { ...style('casing'), interactive: false }));
      }
      const path = D.path(shape, style(level));
      listen(path, scene, key, last ? D.markWords(mark, scene) : null);
      group.addLayer(path);
    });
    return group;
  };

  D.members = function (mark, panes) {
    return L.featureGroup(mark.members.map((shape) => D.path(shape, {
      ...panes.lines, interactive: false, smoothFactor: 1, className: 'dcm-member dcm-' + mark.layer,
    })));
  };

  function dot(place, panes, scene) {
    const hollow = place.wide || place.unsure;
    const options = { radius: hollow ? 6 : 5, className: 'dcm-place' + (hollow ? ' dcm-hollow' : '') };
    const layer = L.circleMarker(D.latLng(place.at), { ...panes.places, ...options });
    listen(layer, scene, 'place:' + place.id, 'place: ' + place.name);
    return layer;
  }

  D.place = function (place, panes, scene, painter) {
    if (place.shape === null || !place.wide) return painter ? painter.place(place) : dot(place, panes, scene);
    const key = 'place:' + place.id;
    const name = place.line ? 'dcm-river' : 'dcm-outline';
    const line = D.path(place.shape, { ...panes.wide, interactive: false, fill: false, className: 'dcm-place-line ' + name });
    const reach = D.path(place.shape, { ...panes.wide, weight: 12, fill: false, className: 'dcm-reach' });
    D.eachElement(line, (element) => scene.register(key, element));
    listen(reach, scene, key, place.kind + ': ' + place.name);
    return L.featureGroup([line, reach]);
  };

  // A zone as wide as the view is tinted lightly, so that several of them and what lies in them stay readable.
  function thin(layer, share, painter) {
    const strength = Math.max(0.2, Math.min(1, 0.16 / Math.sqrt(Math.max(share, 1e-9))));
    if (painter) painter.thin(layer, strength);
    else for (const path of layer.getLayers()) D.eachElement(path, (element) => element.style.setProperty('--f', strength));
  }

  // All layers of the marks by their ids: the layers of the data, and the ensembles.
  D.markLayers = function (map, scene) {
    const { data } = scene;
    const panes = D.panes(map);
    const painter = D.tooMany(data) ? D.painter(map, scene, panes) : null;
    const groups = new Map(data.layers.map(({ id }) => [id, L.layerGroup()]));
    const ensembles = L.layerGroup();
    const bySize = data.marks.map((mark) => ({ mark, layer: painter ? painter.mark(mark) : D.footprint(mark, panes, scene) }));
    const [west, south, east, north] = data.bounds;
    const area = (east - west) * (north - south);
    const size = ({ layer }) => {
      const box = layer.getBounds();
      return box.isValid() ? (box.getEast() - box.getWest()) * (box.getNorth() - box.getSouth()) : 0;
    };
    bySize.sort((a, b) => size(b) - size(a));
    for (const { mark, layer } of bySize) {
      thin(layer, size({ layer }) / area, painter);
      groups.get(mark.layer).addLayer(layer);
      scene.layers.set('mark:' + mark.id, layer);
      if (mark.members.length) scene.members.set('mark:' + mark.id, D.members(mark, panes).addTo(ensembles));
    }
    for (const place of data.places.filter(({ drawn }) => drawn)) {
      const layer = D.place(place, panes, scene, painter);
      groups.get('places').addLayer(layer);
      scene.layers.set('place:' + place.id, layer);
    }
    groups.set('ensembles', ensembles);
    return groups;
  };
})();
