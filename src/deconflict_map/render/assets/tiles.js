// Online tiles, off until the reader switches them on; until then, and after, nobody is asked for anything.
(function () {
  'use strict';
  const D = globalThis.DeconflictMap;
  const { el } = D;

  // Words with their web addresses as links.
  const linked = (text) => text.split(/(https?:\/\/[^\s,;]+)/).map((part, odd) => (odd % 2 ? D.link(part, part.replace(/^https?:\/\/(www\.)?/, '')) : part));

  function layerOf(map, tiles) {
    const pane = map.getPane('dcm-tiles') || map.createPane('dcm-tiles');
    pane.style.zIndex = 212; // on the base map, under everything else
    pane.style.pointerEvents = 'none';
    return L.tileLayer(tiles.url, {
      pane: 'dcm-tiles', subdomains: tiles.subdomains, maxNativeZoom: tiles.closest, maxZoom: map.getMaxZoom(),
      referrerPolicy: 'origin-when-cross-origin', // hosts want to know which site asks; its pages they needn't know
      updateWhenIdle: true, updateWhenZooming: false, keepBuffer: 0, // only what is looked at
    });
  }

  // Hosts that want to know which site asks may refuse a page that is on none; some do it with a picture, which no
  // script can tell from a tile. So it is said before it shows.
  function trouble(host, came, failed) {
    const none = /^https?:$/.test(globalThis.location.protocol) ? '' : 'If none show: some hosts refuse pages opened from a file or notebook, not from a web server.';
    if (!failed) return none;
    return (came ? 'Some tiles didn’t come from ' : 'No tiles come from ') + host + '; there the page’s own base map stays in sight. ' + none;
  }

  D.tiles = function (map, blockId) {
    const scene = D.attach(map, blockId);
    const { tiles } = scene.data;
    const layer = layerOf(map, tiles);
    const credit = el('span', { class: 'dcm-tiles-credit' }, 'Tiles: ', linked(tiles.credit));
    const told = el('p', { class: 'dcm-small', id: 'dcm-tiles-told', role: 'status' });
    const box = el('input', { type: 'checkbox', id: 'dcm-tiles', 'aria-describedby': 'dcm-tiles-notice' });
    let came = 0;
    let failed = 0;

    function tell() {
      const words = box.checked ? trouble(tiles.host, came, failed) : '';
      if (told.textContent !== words) told.replaceChildren(words);
    }

    function draw() {
      scene.unnamed = box.checked && came > 0; // tiles bring names of their own
      map.getContainer().classList.toggle('dcm-tiled', box.checked);
      scene.layOut();
      tell();
    }

    layer.on('loading', () => { came = 0; failed = 0; });
    layer.on('tileload', () => { came += 1; });
    layer.on('tileerror', () => { failed += 1; tell(); });
    layer.on('load', draw);
    box.addEventListener('change', () => {
      if (box.checked) {
        map.addLayer(layer);
        scene.credit.append(credit);
      } else {
        map.removeLayer(layer);
        credit.remove();
      }
      draw();
    });
    globalThis.addEventListener('beforeprint', () => { scene.unnamed = false; scene.layOut(); });
    globalThis.addEventListener('afterprint', draw);

    document.querySelector('#dcm-legend .dcm-layers').append(el('li', { class: 'dcm-tiles' },
      el('p', { class: 'dcm-small', id: 'dcm-tiles-notice' },
        'Without online tiles this page asks nobody for anything. With them, whoever runs ', D.name(tiles.host),
        ' learns your internet address, which part of the map you look at, and when.'),
      el('label', { for: 'dcm-tiles' }, box, el('span', null, 'Online tiles from ', D.name(tiles.host))),
      told));
  };
})();
