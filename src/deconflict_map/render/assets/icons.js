// For folium maps without a network: Leaflet's own marker images, and a plain pin where an icon font is asked for.
(function () {
  'use strict';
  delete L.Icon.Default.prototype._getIconUrl;
  L.Icon.Default.mergeOptions("LEAFLET_IMAGES");

  // folium.Icon draws with Leaflet.awesome-markers and icon fonts, which aren't here: a coloured pin stands in.
  const COLOURS = {
    red: '#b32d2d', darkred: '#7a1f1f', lightred: '#e08080', orange: '#c96a00', beige: '#c8a878', green: '#2f7d32',
    darkgreen: '#1b4f1e', lightgreen: '#7cb87f', blue: '#1f6fb2', darkblue: '#153f66', lightblue: '#6fb1dd',
    purple: '#7a3fa0', darkpurple: '#4b2566', pink: '#d4719e', cadetblue: '#4b7f86', white: '#ffffff',
    gray: '#777777', lightgray: '#b5b5b5', black: '#222222',
  };
  function pin(colour) {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    svg.setAttribute('viewBox', '0 0 24 36');
    svg.setAttribute('width', '24');
    svg.setAttribute('height', '36');
    path.setAttribute('d', 'M12 1C6 1 1 6 1 12c0 8 11 23 11 23s11-15 11-23C23 6 18 1 12 1zm0 7a4 4 0 110 8 4 4 0 010-8z');
    path.setAttribute('fill', colour);
    path.setAttribute('fill-rule', 'evenodd');
    path.setAttribute('stroke', '#fff');
    svg.append(path);
    return svg;
  }
  if (!L.AwesomeMarkers) {
    L.AwesomeMarkers = {
      icon: (options) => L.divIcon({
        html: pin(COLOURS[(options || {}).markerColor] || COLOURS.blue),
        className: 'dcm-pin', iconSize: [24, 36], iconAnchor: [12, 35], popupAnchor: [0, -32],
      }),
    };
  }
})();
