// Names and numbers on the map: DOM text, set one by one by rank where nothing stands yet.
(function () {
  'use strict';
  const D = globalThis.DeconflictMap;

  const ROOM = 11000; // square pixels of map for each name of the base map: few names on a phone
  const CROWD = 60; // numbers in sight; of more, those that find no room wait for a closer view
  const FEW = 300; // dots whose ground is kept free of other labels
  const FONTS = {
    badge: '700 12px system-ui, sans-serif', place: '600 12.5px system-ui, sans-serif',
    country: '600 13px system-ui, sans-serif', division: '11px system-ui, sans-serif',
    wide: '600 12px system-ui, sans-serif', water: 'italic 11.5px system-ui, sans-serif', town: '11px system-ui, sans-serif',
  };
  const BOTH_FROM = { country: 5, division: 8, water: 8, town: 9, place: 9, wide: 8 }; // zoom from which names stand in two scripts
  const SPACED = { country: 2, division: 1, wide: 1 };
  const pen = document.createElement('canvas').getContext('2d');

  function width(kind, text) {
    pen.font = FONTS[kind];
    return pen.measureText(text).width + (SPACED[kind] || 0) * text.length;
  }

  const wider = ([left, top, right, bottom]) => [left - 16, top - 16, right + 16, bottom + 16];
  const shorten = (text) => (text.length > 28 ? text.slice(0, 27).trimEnd() + '…' : text);

  // Where a label may stand, as offsets of its middle from its point: beside a dot, around a number, on an area.
  function offsets(kind, w, h) {
    if (kind === 'badge') {
      const ring = [[0, 0]];
      for (const r of [26, 44, 62]) {
        for (let i = 0; i < 8; i += 1) ring.push([r * Math.cos(i * Math.PI / 4), r * Math.sin(i * Math.PI / 4)]);
      }
      return ring;
    }
    if (kind === 'place' || kind === 'town') {
      const side = w / 2 + 9;
      return [[side, 0], [-side, 0], [0, -h / 2 - 8], [0, h / 2 + 8], [side, -h / 2 - 4], [side, h / 2 + 4]];
    }
    return [[0, 0], [0, -h], [0, h]];
  }

  // An arrow for a planned move; for a side of a line that line with a tick to the side that is meant, as on hachured maps.
  D.direction = function ({ layer, heading, side }) {
    const planned = layer === 'planned' && heading !== null;
    if (!planned && side === null) return null;
    const sign = planned ? D.el('span', { class: 'dcm-arrow' }, '↑')
      : D.svg('svg', { class: 'dcm-arrow dcm-side-sign', width: 12, height: 12, viewBox: '0 0 12 12' }, D.svg('path', { d: 'M1 9H11M6 9V2' }));
    sign.style.transform = 'rotate(' + Number(planned ? heading : side) + 'deg)';
    return sign;
  };

  function badge(mark, scene) {
    const sign = D.direction(mark);
    const text = mark.claims.join('·') + (mark.doubt ? '?' : '') + (mark.layer === 'negated' || (mark.doubt && mark.denied) ? '×' : '');
    const node = D.el('div', { class: 'dcm-label dcm-label-badge dcm-' + mark.layer, 'aria-hidden': 'true' },
      D.el('span', null, text), sign);
    scene.bind(node, 'mark:' + mark.id);
    scene.register('mark:' + mark.id, node);
    return { node, w: width('badge', text) + 14 + (sign ? 16 : 0), h: 22 };
  }

  function wishes(scene) {
    const wanted = [];
    const areas = [];
    for (const place of scene.data.places) {
      if (!place.drawn) continue;
      const wide = place.wide && place.labelAt.length > 0;
      const name = { kind: wide ? 'wide' : 'place', spots: wide ? place.labelAt : [place.at], layer: 'places', text: place.name, local: place.local, key: 'place:' + place.id };
      if (wide) areas.push(name);
      else wanted.push(name);
    }
    for (const mark of scene.data.marks) {
      if (mark.at) wanted.push({ kind: 'badge', spots: [mark.at], layer: mark.layer, key: 'mark:' + mark.id, make: () => badge(mark, scene), must: true });
    }
    wanted.push(...areas);
    const taken = new Set(scene.data.places.filter(({ drawn }) => drawn).map(({ name }) => name));
    for (const [kind, rank, text, local, ...spots] of scene.data.ground.labels) {
      if (!taken.has(text)) wanted.push({ kind, rank, spots, layer: 'ground', text, local });
    }
    return wanted;
  }

  D.labels = function (map, scene, isShown) {
    const pane = map.getPane('dcm-labels') || map.createPane('dcm-labels');
    pane.style.zIndex = 640;
    pane.style.pointerEvents = 'none';
    const wanted = wishes(scene);

    // A label as it stands in one script, or in the reader's and the place's own.
    function form(wish, both) {
      if (wish.make) return wish.node ? wish : wish.make();
      const name = shorten(wish.text) + (both ? ' · ' + shorten(wish.local) : '');
      const dot = wish.kind === 'town' ? D.el('i', { class: 'dcm-town-dot' }) : null;
      const names = [D.name(shorten(wish.text)), both ? [' · ', D.name(shorten(wish.local))] : null];
      const node = D.el('div', { class: 'dcm-label dcm-label-' + wish.kind, 'aria-hidden': 'true' }, dot, names);
      if (wish.key) scene.register(wish.key, node);
      return { node, dot, w: width(wish.kind, name) + 4, h: 16 };
    }

    // In two scripts where there is room for it, or else in the reader's alone.
    function stands(wish, spots, free, view, crowd) {
      const forms = wish.local && map.getZoom() >= BOTH_FROM[wish.kind] ? [true, false] : [false];
      wish.forms = wish.forms || new Map();
      for (const both of forms) {
        if (!wish.forms.has(both)) wish.forms.set(both, form(wish, both));
        Object.assign(wish, wish.forms.get(both));
        const box = place(wish, spots, free, view, crowd);
        if (box) return box;
      }
      return null;
    }

    function layOut() {
      const size = map.getSize();
      const view = map.getPixelBounds();
      const most = Math.max(6, Math.floor(size.x * size.y / ROOM));
      const room = D.room();
      const taken = dots(view);
      const crowded = taken.length >= FEW;
      if (!crowded) for (const box of taken) room.take(box);
      const tried = most * 8; // in a crowd most names find no room: not all of them are tried
      const next = [];
      const crowd = wanted.filter((wish) => wish.must && shown(wish) && view.contains(map.project(D.latLng(wish.spots[0])))).length > CROWD;
      let names = 0;
      let looked = 0;
      const waiting = { numbers: 0, names: 0 };
      for (const wish of wanted) {
        if (!shown(wish)) continue;
        if (scene.unnamed && wish.layer === 'ground') continue;
        if (scene.coarse && wish.layer === 'ground' && wish.kind !== 'country') continue;
        if (!wish.must && (names >= most || looked >= tried)) continue;
        const spots = wish.spots.map((spot) => map.project(D.latLng(spot))).filter((point) => view.contains(point));
        if (!spots.length) continue;
        if (crowded && wish.kind === 'place') {
          waiting.names += 1;
          continue;
        }
        looked += 1;
        const box = stands(wish, spots, room.free, view, crowd);
        if (wish.must && !box) waiting.numbers += 1;
        if (!box) continue;
        room.take(wish.must && crowd ? wider(box) : box);
        names += wish.must ? 0 : 1;
        next.push(wish);
      }
      show(next.map(({ node }) => node));
      tell(waiting);
    }

    // Nothing is left out in silence.
    const told = D.el('span', { class: 'dcm-waiting', hidden: true });
    scene.credit.prepend(told);
    function tell({ numbers, names }) {
      const many = (count, word) => (count ? count.toLocaleString('en') + ' ' + word + (count === 1 ? '' : 's') : '');
      const parts = [many(numbers, 'number'), many(names, 'name')].filter(Boolean);
      told.hidden = !parts.length;
      told.replaceChildren('Closer views show ' + parts.join(' and ') + ' more.');
    }

    const shown = (wish) => isShown(wish.layer) && (!wish.key || scene.shows(wish.key));

    // What stays is left alone: taking a label off and putting it back costs as much as a new one.
    function show(nodes) {
      const stays = new Set(nodes);
      for (const node of [...pane.children]) if (!stays.has(node)) node.remove();
      pane.append(...nodes.filter((node) => node.parentNode !== pane));
    }

    // Nothing may cover the dot of a place that the text names, as long as there are few.
    function dots(view) {
      const seen = [];
      if (!isShown('places')) return seen;
      for (const { kind, spots, key } of wanted) {
        if (kind !== 'place' || !scene.shows(key)) continue;
        const point = map.project(D.latLng(spots[0]));
        if (view.contains(point)) seen.push([point.x - 6, point.y - 6, point.x + 6, point.y + 6]);
        if (seen.length >= FEW) break;
      }
      return seen;
    }

    // Badges always stand, save in a crowd; a name that finds no room waits for a closer view.
    function place(wish, spots, free, view, crowd) {
      const alone = wish.must && crowd; // where it belongs, or not at all
      const tries = spots.flatMap((spot) => (alone ? [[0, 0]] : offsets(wish.kind, wish.w, wish.h)).map(([dx, dy]) => [spot, dx, dy]));
      for (const [point, dx, dy] of tries) {
        if (wish.dot && !free([point.x - 3, point.y - 3, point.x + 3, point.y + 3])) continue;
        const x = point.x + dx - wish.w / 2;
        const y = point.y + dy - wish.h / 2;
        const box = [x - 2, y - 1, x + wish.w + 2, y + wish.h + 1];
        const inside = x > view.min.x + 4 && x + wish.w < view.max.x - 4;
        if (inside && free(box)) return stand(wish, point, dx, dy, box);
      }
      return wish.must && !crowd ? stand(wish, spots[0], 0, 0, [0, 0, 0, 0]) : null;
    }

    function stand(wish, point, dx, dy, box) {
      const at = point.subtract(map.getPixelOrigin());
      // Flat, not in space as Leaflet does it: hundreds of labels would each become a layer of the compositor's.
      const shift = 'translate(' + Math.round(at.x + dx - wish.w / 2) + 'px, ' + Math.round(at.y + dy - wish.h / 2) + 'px)';
      if (wish.node.style.transform !== shift) wish.node.style.transform = shift;
      if (wish.dot) {
        wish.dot.style.left = wish.w / 2 - dx + 'px';
        wish.dot.style.top = wish.h / 2 - dy + 'px';
      }
      return box;
    }

    map.on('zoomstart', () => pane.classList.add('dcm-away'));
    map.on('zoomend moveend resize viewreset', () => {
      pane.classList.remove('dcm-away');
      layOut();
    });
    return layOut;
  };
})();
