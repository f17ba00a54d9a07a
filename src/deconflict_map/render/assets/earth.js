// Shapes as they are drawn, which may reach over 180° → GeoJSON within ±180°, outer rings anticlockwise (RFC 7946).
(function () {
  'use strict';
  const D = globalThis.DeconflictMap;

  // The part of a ring on one side of a meridian (Sutherland and Hodgman 1974).
  function half(ring, meridian, side) {
    const kept = [];
    ring.forEach((point, place) => {
      const before = ring[(place + ring.length - 1) % ring.length];
      const [here, there] = [side * (point[0] - meridian) >= 0, side * (before[0] - meridian) >= 0];
      if (here !== there) {
        const share = (meridian - before[0]) / (point[0] - before[0]);
        kept.push([meridian, before[1] + share * (point[1] - before[1])]);
      }
      if (here) kept.push(point);
    });
    return kept;
  }

  const round = (degrees) => Math.round(degrees * 1e6) / 1e6;
  const moved = (points, turn) => points.map(([lon, lat]) => [round(lon - turn), round(lat)]);
  const turns = (points) => {
    const lons = points.map(([lon]) => lon);
    const first = Math.floor((Math.min(...lons) + 180) / 360);
    const last = Math.ceil((Math.max(...lons) + 180) / 360) - 1;
    return Array.from({ length: Math.max(1, last - first + 1) }, (_, place) => 360 * (first + place));
  };
  const area = (ring) => ring.reduce((sum, [x, y], place) => {
    const [px, py] = ring[(place + ring.length - 1) % ring.length];
    return sum + px * y - x * py;
  }, 0);

  function closed(ring, anticlockwise) {
    const turned = (area(ring) > 0) === anticlockwise ? ring : [...ring].reverse();
    return [...turned, turned[0]];
  }

  function polygons(rings) {
    return turns(rings[0]).map((turn) => rings.map((ring) => half(half(ring.slice(0, -1), turn - 180, 1), turn + 180, -1))
      .filter((ring) => ring.length > 2)
      .map((ring, place) => closed(moved(ring, turn), place === 0)))
      .filter((polygon) => polygon.length);
  }

  // A line is cut where it crosses 180°.
  function lines(points) {
    const parts = [];
    let part = [];
    const home = (lon) => Math.floor((lon + 180) / 360) * 360;
    points.forEach((point, place) => {
      const before = points[place - 1];
      if (before && home(before[0]) !== home(point[0])) {
        const east = Math.max(home(before[0]), home(point[0])) - 180;
        const share = (east - before[0]) / (point[0] - before[0]);
        const cut = [east, before[1] + share * (point[1] - before[1])];
        parts.push(moved([...part, cut], home(before[0])));
        part = [cut];
      }
      part.push(point);
      if (place === points.length - 1) parts.push(moved(part, home(point[0])));
    });
    return parts.filter((each) => each.some(([lon, lat]) => lon !== each[0][0] || lat !== each[0][1]));
  }

  const one = (kind, parts) => (parts.length === 1 ? { type: kind, coordinates: parts[0] } : { type: 'Multi' + kind, coordinates: parts });

  // A packed shape as a GeoJSON geometry.
  D.onEarth = function (shape) {
    const { type, coordinates } = D.unpack(shape);
    if (type === 'MultiPolygon') return one('Polygon', coordinates.flatMap(polygons));
    if (type === 'MultiLineString') return one('LineString', coordinates.flatMap(lines));
    return one('Point', coordinates.map((point) => D.homeward(point)));
  };

  // A position within ±180°.
  D.homeward = ([lon, lat]) => moved([[lon, lat]], 360 * Math.floor((lon + 180) / 360))[0];

  const text = (points) => '(' + points.map(([lon, lat]) => lon + ' ' + lat).join(', ') + ')';
  const nested = (depth, parts) => (depth === 1 ? text(parts) : '(' + parts.map((part) => nested(depth - 1, part)).join(', ') + ')');
  const DEPTH = { Point: 0, LineString: 1, MultiPoint: 1, Polygon: 2, MultiLineString: 2, MultiPolygon: 3 };

  // A GeoJSON geometry as WKT.
  D.wkt = function (geometry) {
    const { type, coordinates } = geometry;
    return type.toUpperCase() + ' ' + (DEPTH[type] === 0 ? text([coordinates]) : nested(DEPTH[type], coordinates));
  };
})();
