// The page: panel and map side by side, the card over the map, and focus that finds its way back.
(function () {
  'use strict';
  const D = globalThis.DeconflictMap;
  const { el, name } = D;

  function cardBox(scene) {
    const close = el('button', { type: 'button', class: 'dcm-close', 'aria-label': 'Close' }, '×');
    const title = el('h2', { id: 'dcm-card-title', tabindex: '-1' });
    const body = el('div', { class: 'dcm-card-body', tabindex: '0', role: 'group', 'aria-labelledby': 'dcm-card-title' });
    const inText = el('button', { type: 'button', class: 'dcm-action' }, 'Show in the text');
    const onMap = el('button', { type: 'button', class: 'dcm-action' }, 'Show on the map');
    const hidden = el('p', { class: 'dcm-warning', hidden: true }, 'Not shown on the map: the choice of time and voices leaves it out.');
    const box = el('div', { class: 'dcm-card', id: 'dcm-card', role: 'dialog', 'aria-labelledby': 'dcm-card-title', hidden: true },
      el('header', null, el('p', { class: 'dcm-small' }, 'Why here?'), title, close), el('p', { class: 'dcm-actions' }, inText, onMap), hidden, body);
    let opener = null;
    let current = null;
    let candidates = null;

    function drop() {
      if (candidates) candidates.remove();
      candidates = null;
      for (const node of document.querySelectorAll('.dcm-open')) node.classList.remove('dcm-open');
      scene.map.getContainer().classList.remove('dcm-focus');
    }

    scene.open = function (key, from) {
      drop();
      const card = D.card(key, scene);
      current = { key, card };
      if (from === null || !box.contains(from)) opener = from;
      title.replaceChildren(name(card.title));
      body.replaceChildren(...D.el('div', null, card.nodes).childNodes);
      box.className = 'dcm-card' + (card.layer ? ' dcm-' + card.layer : '');
      hidden.hidden = scene.shows(card.mark || key);
      onMap.hidden = !hidden.hidden || !card.mark || !scene.layers.get(card.mark);
      inText.hidden = inTextNode(key) === null;
      box.hidden = false;
      body.scrollTop = 0;
      for (const each of scene.kin(key)) {
        for (const show of scene.shown.get(each) || []) if (typeof show !== 'function') show.classList.add('dcm-open');
      }
      scene.map.getContainer().classList.toggle('dcm-focus', Boolean(card.mark) && scene.marks.has(card.mark));
      if (card.others.length) candidates = D.candidates(card.others).addTo(scene.map);
      if (fromMap(from)) show(inTextNode(key));
      else reveal(scene, card, box);
      title.focus({ preventScroll: true });
      for (const tell of scene.opened) tell();
    };
    scene.opened = [];
    scene.current = () => (box.hidden ? null : current.key);

    scene.close = function () {
      if (box.hidden) return;
      box.hidden = true;
      drop();
      for (const tell of scene.opened) tell();
      if (opener && opener.isConnected) opener.focus({ preventScroll: false });
      else scene.map.getContainer().focus();
    };

    const fromMap = (node) => node === null || scene.map.getContainer().contains(node);
    const inTextNode = (key) => {
      for (const each of [key, ...scene.kin(key)]) {
        const node = document.getElementById('dcm-' + each.replace(':', '-'));
        if (node) return node;
      }
      return null;
    };
    const show = (node) => node && node.scrollIntoView({ block: 'center', behavior: D.calm() ? 'auto' : 'smooth' });

    close.addEventListener('click', scene.close);
    inText.addEventListener('click', () => {
      const node = inTextNode(current.key);
      if (D.narrow()) scene.close();
      node.focus({ preventScroll: true });
      show(node);
    });
    onMap.addEventListener('click', () => fit(scene, current.card, box, Math.max(scene.map.getZoom(), 9)));
    return box;
  }

  const boundsOf = (layer) => (layer.getBounds ? layer.getBounds() : L.latLngBounds(layer.getLatLng(), layer.getLatLng()));

  // The part of the map that the card leaves free.
  function free(box) {
    const side = D.narrow() ? 0 : box.offsetWidth + 24;
    return { paddingTopLeft: [24, 24], paddingBottomRight: [side, 24], animate: !D.calm() };
  }

  // Moves the map only when the mark can't be seen as it is.
  function reveal(scene, card, box) {
    const layer = card.mark && scene.layers.get(card.mark);
    if (!layer || !boundsOf(layer).isValid()) return;
    const { map } = scene;
    const bounds = boundsOf(layer);
    const mark = L.bounds(map.latLngToContainerPoint(bounds.getNorthWest()), map.latLngToContainerPoint(bounds.getSouthEast()));
    const { paddingTopLeft, paddingBottomRight, animate } = free(box);
    const room = L.bounds(L.point(paddingTopLeft), map.getSize().subtract(paddingBottomRight));
    if (room.contains(mark)) return;
    const [size, space] = [mark.getSize(), room.getSize()];
    if (size.x > space.x || size.y > space.y) fit(scene, card, box, map.getZoom());
    else map.panBy(shift(mark, room), { animate });
  }

  function shift(mark, room) {
    const along = (axis) => Math.min(0, mark.min[axis] - room.min[axis]) + Math.max(0, mark.max[axis] - room.max[axis]);
    return L.point(along('x'), along('y'));
  }

  function fit(scene, card, box, maxZoom) {
    const layer = scene.layers.get(card.mark);
    scene.map.fitBounds(boundsOf(layer), { ...free(box), maxZoom });
  }

  function frame(scene, container) {
    const panel = el('section', { class: 'dcm-panel', id: 'dcm-panel', 'aria-label': 'Text and lists' },
      el('header', { class: 'dcm-head' }, D.banner(scene.data.article, scene.data.asked), el('div', { class: 'dcm-head-buttons' }, D.keys(scene))),
      D.voices(scene), D.article(scene), D.asked(scene), D.lists(scene), D.keep(scene), D.sources(scene));
    const side = el('section', { class: 'dcm-side', id: 'dcm-side', 'aria-label': 'Map' }, container, D.sifted(scene), D.legend(scene), cardBox(scene));
    const skip = el('a', { class: 'dcm-skip' }, 'Skip to the map');
    skip.href = '#dcm-side';
    skip.addEventListener('click', (event) => {
      event.preventDefault();
      container.focus();
    });
    return [skip, el('main', { class: 'dcm-main' }, panel, D.split(scene), side)];
  }

  // Paper has no switches: the legend lies open there, and the map fits the sheet.
  function forPaper(scene) {
    const legend = document.getElementById('dcm-legend');
    let open = legend.open;
    globalThis.addEventListener('beforeprint', () => {
      open = legend.open;
      for (const part of [legend, ...legend.querySelectorAll('details')]) part.open = true;
      scene.map.invalidateSize({ animate: false });
    });
    globalThis.addEventListener('afterprint', () => {
      legend.open = open;
      scene.map.invalidateSize({ animate: false });
    });
  }

  D.page = function (map, blockId) {
    const scene = D.attach(map, blockId);
    const container = map.getContainer();
    const title = scene.data.article.title.trim() || (scene.data.asked ? scene.data.blocks.map(({ r }) => r.map(([text]) => text).join('')).join(' ') : '');
    if (title) document.title = title;
    container.setAttribute('aria-label', 'Map: arrow keys move it, plus and minus zoom');
    container.setAttribute('role', 'region');
    document.documentElement.classList.add('dcm-page');
    D.sieve(scene);
    document.body.prepend(...frame(scene, container));
    map.options.zoomAnimation = !D.calm();
    map.options.fadeAnimation = !D.calm();
    L.control.scale({ imperial: true, maxWidth: 120 }).addTo(map);
    map.invalidateSize({ animate: false });
    map.fitBounds(D.bounds(scene.data.bounds), { animate: false });
    map.on('click', () => scene.close());
    scene.layOut();
    forPaper(scene);
    D.address(scene);
    container.dataset.dcmReady = 'yes';
  };
})();
