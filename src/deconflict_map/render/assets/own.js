// Layers that the map's maker added: under the marks, with cards that say that the text doesn't speak of them.
(function () {
  'use strict';
  const D = globalThis.DeconflictMap;
  const { el, name } = D;

  // So many features of a layer are reached by the keyboard; to step through more of them helps nobody (judgement).
  const MOST_STOPS = 200;
  const NOTE = 'Added to the map; not said by the text.';

  function card(layer, feature) {
    const facts = feature.facts.map(([term, value]) => [el('dt', null, name(term)), el('dd', null, name(value))]);
    return el('div', { class: 'dcm-card dcm-card-popup' },
      el('h2', null, name(feature.label || layer.title)), el('p', { class: 'dcm-warning' }, NOTE),
      facts.length ? el('dl', null, facts) : null,
      el('p', { class: 'dcm-small' }, feature.label ? [name(layer.title), '. '] : null, name(layer.credit)));
  }

  // The card takes the focus, and gives it back when Escape closes it.
  function open(map, path, element, words) {
    const at = path.getBounds ? path.getBounds().getCenter() : path.getLatLng();
    const popup = L.popup({ maxHeight: 320, maxWidth: 340 }).setLatLng(at).setContent(words).openOn(map);
    words.setAttribute('tabindex', '-1');
    words.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      map.closePopup(popup);
      element.focus({ preventScroll: true });
    });
    words.focus({ preventScroll: true });
  }

  function listen(map, path, layer, feature) {
    const seen = new WeakSet();
    const stop = layer.features.length <= MOST_STOPS;
    D.eachElement(path, (element, own) => {
      if (seen.has(element)) return;
      seen.add(element);
      const show = (event) => {
        event.preventDefault();
        event.stopPropagation();
        open(map, own, element, card(layer, feature));
      };
      element.addEventListener('click', show);
      if (!stop) return;
      element.setAttribute('tabindex', '0');
      element.setAttribute('role', 'button');
      element.setAttribute('aria-label', [feature.label, layer.title, 'added to the map'].filter(Boolean).join(', '));
      element.addEventListener('keydown', (event) => {
        if (event.key === 'Enter' || event.key === ' ') show(event);
      });
    });
  }

  // The groups of the added layers by their ids; `own` holds those that are shown at first.
  D.ownLayers = function (map, scene) {
    if (!map.getPane('dcm-own')) map.createPane('dcm-own').style.zIndex = 408;
    const renderer = L.svg({ pane: 'dcm-own', padding: 0.3 });
    const groups = new Map();
    for (const layer of scene.data.own) {
      const group = L.featureGroup();
      for (const feature of layer.features) {
        const path = D.path(feature.shape, {
          renderer, pane: 'dcm-own', radius: 5, smoothFactor: 0.8,
          className: 'dcm-own dcm-own-' + layer.look + (feature.shape.k === 'L' ? ' dcm-own-line' : '') + (feature.shape.k === 'O' ? ' dcm-own-dot' : ''),
        });
        listen(map, path, layer, feature);
        group.addLayer(path);
      }
      groups.set(layer.id, group);
    }
    groups.set('own', L.layerGroup(scene.data.own.filter(({ shown }) => shown).map(({ id }) => groups.get(id))));
    return groups;
  };

  D.ownSample = (look) => D.svg('svg', { class: 'dcm-sample', width: 36, height: 16, viewBox: '0 0 36 16', 'aria-hidden': 'true', focusable: 'false' },
    D.svg('line', { x1: 1, y1: 8, x2: 22, y2: 8, class: 'dcm-own dcm-own-line dcm-own-' + look }),
    D.svg('circle', { cx: 29, cy: 8, r: 4, class: 'dcm-own dcm-own-dot dcm-own-' + look }));

  // What the legend says of an added layer, under its name.
  D.ownWords = ({ meaning, credit, leftOut }) => [meaning ? [name(meaning), ' '] : null, name(credit), '. ',
    leftOut ? leftOut + (leftOut === 1 ? ' feature has' : ' features have') + ' no place and can’t be shown.' : null];
})();
