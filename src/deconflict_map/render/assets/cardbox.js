// The card over the map: it opens, steps from claim to claim or from name to name, and gives the focus back.
(function () {
  'use strict';
  const D = globalThis.DeconflictMap;
  const { el, name } = D;

  // What the card goes through: claims in the order of the text, or the names of places; what is left out is passed over.
  function round(scene, go) {
    const button = (sign) => el('button', { type: 'button', class: 'dcm-action' }, sign);
    const [back, on] = [button('‹'), button('›')];
    const where = el('span', { class: 'dcm-small' });
    const node = el('span', { class: 'dcm-tour', role: 'group', 'aria-label': 'Go through' }, back, where, on);
    let stops = [];
    let here = -1;

    function tell(key) {
      const ofClaims = scene.marks.has(key) || scene.claims.has(key);
      const all = ofClaims ? scene.data.claims.map(({ n }) => 'claim:' + n) : scene.data.mentions.map((_, index) => 'mention:' + index);
      const own = [key, ...scene.kin(key)];
      stops = all.filter((stop) => scene.shows(stop) || own.includes(stop));
      here = stops.findIndex((stop) => own.includes(stop));
      node.hidden = stops.length < 2;
      where.replaceChildren(here + 1 + ' of ' + stops.length);
      back.setAttribute('aria-label', ofClaims ? 'Previous claim' : 'Previous name');
      on.setAttribute('aria-label', ofClaims ? 'Next claim' : 'Next name');
    }

    const step = (by, pressed) => () => {
      go(stops[(here + by + stops.length) % stops.length]);
      pressed.focus({ preventScroll: true });
    };
    back.addEventListener('click', step(-1, back));
    on.addEventListener('click', step(1, on));
    return { node, tell };
  }

  D.cardBox = function (scene) {
    const close = el('button', { type: 'button', class: 'dcm-close', 'aria-label': 'Close' }, '×');
    const title = el('h2', { id: 'dcm-card-title', tabindex: '-1' });
    const body = el('div', { class: 'dcm-card-body', tabindex: '0', role: 'group', 'aria-labelledby': 'dcm-card-title' });
    const inText = el('button', { type: 'button', class: 'dcm-action' }, 'Show in the text');
    const onMap = el('button', { type: 'button', class: 'dcm-action' }, 'Show on the map');
    const tour = round(scene, (key) => {
      scene.open(key, tour.node);
      if (!D.narrow()) show(inTextNode(key));
    });
    const hidden = el('p', { class: 'dcm-warning', hidden: true }, 'Not shown on the map: the choice of time and voices leaves it out.');
    const box = el('div', { class: 'dcm-card', id: 'dcm-card', role: 'dialog', 'aria-labelledby': 'dcm-card-title', hidden: true },
      el('header', null, el('div', { class: 'dcm-small dcm-why' }, 'Why here?', tour.node), title, close), el('p', { class: 'dcm-actions' }, inText, onMap), hidden, body);
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
      tour.tell(key);
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
  };

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
})();
