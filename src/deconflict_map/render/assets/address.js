// The page's address keeps the sight: view, open card, layers and choice stand behind its “#”, and are read from there.
// An address may come from anybody: nothing in it is taken but numbers in their range and ids that the page has.
(function () {
  'use strict';
  const D = globalThis.DeconflictMap;

  const plain = (value) => encodeURIComponent(value).replace(/%(3A|2F|2C)/g, (code) => decodeURIComponent(code));
  const known = (listed, ids) => (listed || '').split(',').filter((id) => ids.includes(id));

  function view(map) {
    const { lat, lng } = map.getCenter();
    return [map.getZoom(), lat.toFixed(4), lng.toFixed(4)].map(Number).join('/');
  }

  function look(map, words) {
    const numbers = (words || '').split('/').map((part) => (part.trim() ? Number(part) : NaN));
    const [zoom, lat, lon] = numbers;
    if (numbers.length !== 3 || !numbers.every(Number.isFinite) || Math.abs(lat) > 85 || Math.abs(lon) > 540) return;
    map.setView(D.latLng([lon, lat]), Math.min(map.getMaxZoom(), Math.max(map.getMinZoom(), zoom)), { animate: false });
  }

  D.address = function (scene) {
    const { map, choice } = scene;
    const { days } = scene.data;
    const layers = [...scene.groups.keys()];
    const first = new Set(layers.filter((id) => map.hasLayer(scene.groups.get(id))));
    const home = view(map);
    const choices = [...document.querySelectorAll('[data-dcm-choice]')].map((box) => box.dataset.dcmChoice);
    const dayName = (day) => (day.first === day.last ? day.last : day.first + '/' + day.last);
    let reading = false;

    function told() {
      const on = new Set(layers.filter((id) => map.hasLayer(scene.groups.get(id))));
      const parts = {
        view: view(map) === home ? '' : view(map),
        open: scene.current() || '',
        hide: layers.filter((id) => first.has(id) && !on.has(id)).join(),
        show: layers.filter((id) => !first.has(id) && on.has(id)).join(),
        day: choice.day === null ? '' : choice.by + ':' + dayName(days[choice.day]) + (choice.perhaps ? ':open' : ''),
        without: [...choice.off].join(),
      };
      return Object.entries(parts).filter(([, value]) => value).map(([key, value]) => key + '=' + plain(value)).join('&');
    }

    function write() {
      if (reading || globalThis.location.protocol === 'about:') return; // a frame without an address of its own
      const hash = told();
      if (hash !== globalThis.location.hash.slice(1)) globalThis.history.replaceState(null, '', hash ? '#' + hash : globalThis.location.pathname + globalThis.location.search);
    }

    function choose(parts) {
      const [by, day, open] = (parts.get('day') || '').split(':');
      const place = days.findIndex((each) => dayName(each) === day);
      choice.by = by === 'holds' ? 'holds' : 'said';
      choice.day = place < 0 ? null : place;
      choice.perhaps = open === 'open';
      choice.off.clear();
      for (const id of known(parts.get('without'), choices)) choice.off.add(id);
      scene.sift();
    }

    function switchLayers(parts) {
      const [hide, show] = [known(parts.get('hide'), layers), known(parts.get('show'), layers)];
      for (const id of layers) {
        const wanted = show.includes(id) || (first.has(id) && !hide.includes(id));
        if (wanted !== map.hasLayer(scene.groups.get(id))) map[wanted ? 'addLayer' : 'removeLayer'](scene.groups.get(id));
        const box = document.getElementById('dcm-layer-' + id);
        if (box) box.checked = wanted;
      }
    }

    function read() {
      const parts = new URLSearchParams(globalThis.location.hash.slice(1) || scene.data.opening);
      reading = true;
      switchLayers(parts);
      choose(parts);
      const key = parts.get('open');
      const mention = /^mention:\d{1,6}$/.test(key || '') && Number(key.slice(8)) < scene.data.mentions.length;
      if (mention || scene.marks.has(key) || scene.claims.has(key) || scene.places.has(key)) scene.open(key, null);
      else scene.close();
      look(map, parts.get('view') || home);
      reading = false;
    }

    if (globalThis.location.hash.length > 1 || scene.data.opening) read();
    globalThis.addEventListener('hashchange', read);
    map.on('moveend layeradd layerremove', write);
    scene.sifted.push(write);
    scene.opened.push(write);
  };
})();
