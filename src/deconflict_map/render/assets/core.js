// The one global, DOM nodes without markup, and the wiring between text, list and map.
// Text reaches the page only as text nodes and attribute values that this file sets; nothing here reads markup.
(function () {
  'use strict';

  const D = {};
  globalThis.DeconflictMap = D;

  const SVG = 'http://www.w3.org/2000/svg';

  function fill(node, attributes, children) {
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (/^(on|href$|src|style$)/.test(name)) throw new Error('attribute not allowed: ' + name);
      node.setAttribute(name, value === true ? '' : String(value));
    }
    for (const child of children.flat(3)) {
      if (child === null || child === undefined || child === false || child === '') continue;
      node.append(child instanceof Node ? child : document.createTextNode(String(child)));
    }
    return node;
  }

  D.el = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);
  D.svg = (tag, attributes, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);

  // A name in its own direction, whatever the direction of the words around it.
  D.name = (text) => D.el('bdi', null, text);

  // A web link; any other address is shown as plain text.
  D.link = function (url, text) {
    if (!/^https?:\/\//i.test(url)) return D.name(text);
    const anchor = D.el('a', { rel: 'noopener noreferrer', target: '_blank' }, text);
    anchor.href = url;
    return anchor;
  };

  // Like records travel as a table of columns: [one value for all], [values, indexes] or [null, values].
  function records({ '#': count, ...columns }) {
    const rows = Array.from({ length: count }, () => ({}));
    for (const [key, column] of Object.entries(columns)) {
      const [first, second] = column.map(whole);
      rows.forEach((row, place) => {
        row[key] = column.length === 1 ? first : first === null ? second[place] : first[second[place]];
      });
    }
    return rows;
  }

  function whole(value) {
    if (value === null || typeof value !== 'object' || typeof value[0] === 'number') return value;
    if (Array.isArray(value)) return value.map(whole);
    if ('#' in value) return records(value);
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, whole(item)]));
  }

  // Words as an id or a file's name: letters and digits of any script, and hyphens.
  D.slug = (words) => words.normalize('NFKD').replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '').toLowerCase();

  D.read = (id) => whole(JSON.parse(document.getElementById(id).textContent));

  D.calm = () => globalThis.matchMedia('(prefers-reduced-motion: reduce)').matches;
  D.narrow = () => globalThis.matchMedia('(max-width: 899.9px)').matches;

  // A scene: the data, which things belong together, and what on the screen shows each of them.
  // Things have keys: mention:3, place:place-1, claim:2, mark:claim-1.
  D.scene = function (data) {
    const scene = {
      data,
      places: new Map(data.places.map((place) => ['place:' + place.id, place])),
      marks: new Map(data.marks.map((mark) => ['mark:' + mark.id, mark])),
      claims: new Map(data.claims.map((claim) => ['claim:' + claim.n, claim])),
      layers: new Map(),
      members: new Map(),
      shown: new Map(),
      open: () => {},
      opened: [], // told whenever a card opens or closes
      shows: () => true, // until the reader chooses
    };

    // What lights up together with a thing.
    scene.kin = function (key) {
      const kin = [key];
      if (scene.marks.has(key)) {
        for (const n of scene.marks.get(key).claims) kin.push('claim:' + n);
      } else if (scene.claims.has(key)) {
        const mark = scene.claims.get(key).mark;
        if (mark !== null) kin.push('mark:' + mark);
      } else if (scene.places.has(key)) {
        for (const index of scene.places.get(key).mentions) kin.push('mention:' + index);
      } else {
        const mention = data.mentions[Number(key.slice('mention:'.length))];
        if (mention && mention.place !== null) kin.push('place:' + mention.place);
      }
      return kin;
    };

    // `show` is an element that takes a class, or a function that is told whether the thing is lit.
    scene.register = function (key, show) {
      if (!scene.shown.has(key)) scene.shown.set(key, []);
      scene.shown.get(key).push(show);
    };

    scene.light = function (key, on) {
      for (const each of scene.kin(key)) {
        for (const show of scene.shown.get(each) || []) {
          if (typeof show === 'function') show(on);
          else show.classList.toggle('dcm-hot', on);
        }
      }
    };

    // Mouse, keyboard and touch do the same to every element that stands for a thing.
    scene.bind = function (element, key) {
      element.addEventListener('mouseenter', () => scene.light(key, true));
      element.addEventListener('mouseleave', () => scene.light(key, false));
      element.addEventListener('focus', () => scene.light(key, true));
      element.addEventListener('blur', () => scene.light(key, false));
      element.addEventListener('click', (event) => {
        event.stopPropagation();
        scene.open(key, element);
      });
      element.addEventListener('keydown', (event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        event.stopPropagation();
        scene.open(key, element);
      });
      return element;
    };

    return scene;
  };
})();
