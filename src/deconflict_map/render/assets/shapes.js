// Packed integers → GeoJSON → Leaflet layers. Positions are [longitude, latitude] everywhere but in `latLng`.
(function () {
  'use strict';
  const D = globalThis.DeconflictMap;

  // The one place where longitude and latitude change places (L.geoJSON does the same for shapes).
  D.latLng = ([lon, lat]) => L.latLng(lat, lon);

  D.bounds = ([west, south, east, north]) => L.latLngBounds(D.latLng([west, south]), D.latLng([east, north]));

  function line(flat, scale) {
    const points = [];
    let x = 0;
    let y = 0;
    for (let i = 0; i < flat.length; i += 2) {
      x += flat[i];
      y += flat[i + 1];
      points.push([x / scale, y / scale]);
    }
    return points;
  }

  D.unpack = function (shape) {
    const scale = 10 ** shape.s;
    if (shape.k === 'P') {
      return { type: 'MultiPolygon', coordinates: shape.c.map((polygon) => polygon.map((ring) => line(ring, scale))) };
    }
    if (shape.k === 'L') return { type: 'MultiLineString', coordinates: shape.c.map((part) => line(part, scale)) };
    return { type: 'MultiPoint', coordinates: shape.c.map((point) => line(point, scale)[0]) };
  };

  // One path for one shape.
  D.path = function (shape, options) {
    const group = L.geoJSON(D.unpack(shape), {
      style: () => options,
      pointToLayer: (feature, latlng) => L.circleMarker(latlng, { radius: 6, ...options }),
    });
    return group.getLayers().length === 1 ? group.getLayers()[0] : L.featureGroup(group.getLayers());
  };

  // Calls back with the SVG element of each path of a layer, now and whenever it is drawn anew.
  D.eachElement = function (layer, callback) {
    const paths = layer.getLayers ? layer.getLayers() : [layer];
    for (const path of paths) {
      path.on('add', () => {
        const element = path.getElement && path.getElement();
        if (element) callback(element, path);
      });
    }
  };
})();
