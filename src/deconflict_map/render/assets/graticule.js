// The graticule: meridians and parallels of the view with their degrees, drawn anew after each move.
(function () {
  'use strict';
  const D = globalThis.DeconflictMap;

  const STEPS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30];
  const APART = 110; // pixels between two lines, at least

  const stepFor = (perPixel) => STEPS.find((step) => step >= perPixel * APART) || 30;

  function words(degrees, step, [positive, negative]) {
    const places = step >= 1 ? 0 : step >= 0.1 ? 1 : 2;
    const size = Math.abs(degrees).toFixed(places);
    const none = Number(size) === 0 || (positive === 'E' && Number(size) === 180);
    return size + '°' + (none ? '' : ' ' + (degrees > 0 ? positive : negative));
  }

  function multiples(from, to, step) {
    const found = [];
    for (let n = Math.ceil(from / step); n <= Math.floor(to / step); n += 1) found.push(n * step);
    return found;
  }

  D.graticule = function (map) {
    const pane = map.getPane('dcm-graticule') || map.createPane('dcm-graticule');
    pane.style.zIndex = 215;
    pane.style.pointerEvents = 'none';
    const renderer = L.svg({ pane: 'dcm-graticule', padding: 0 });
    const group = L.layerGroup();

    const line = (points) => group.addLayer(L.polyline(points.map(D.latLng), { renderer, pane: 'dcm-graticule', interactive: false, className: 'dcm-graticule' }));
    function label(at, text, place) {
      const icon = L.divIcon({ className: 'dcm-degrees dcm-degrees-' + place, iconSize: [60, 14], iconAnchor: place === 'above' ? [30, 0] : [62, 7], html: D.el('span', null, text) });
      group.addLayer(L.marker(at, { icon, pane: 'dcm-graticule', interactive: false, keyboard: false }));
    }

    function draw() {
      group.clearLayers();
      const view = map.getBounds();
      const size = map.getSize();
      const [west, east, south, north] = [view.getWest(), view.getEast(), Math.max(view.getSouth(), -85), Math.min(view.getNorth(), 85)];
      const acrossStep = stepFor((east - west) / size.x);
      const upStep = stepFor((north - south) / size.y);
      for (const lon of multiples(west, east, acrossStep)) {
        line([[lon, south], [lon, north]]);
        label(D.latLng([lon, north]), words(lon - 360 * Math.round(lon / 360), acrossStep, 'EW'), 'above');
      }
      for (const lat of multiples(south, north, upStep)) {
        line([[west, lat], [east, lat]]);
        label(D.latLng([east, lat]), words(lat, upStep, 'NS'), 'beside');
      }
    }

    group.on('add', () => {
      map.on('moveend resize', draw);
      draw();
    });
    group.on('remove', () => map.off('moveend resize', draw));
    return group;
  };
})();
