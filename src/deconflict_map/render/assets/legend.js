// The legend, which is the list of layers: a switch, a sample, a count and plain words for each.
(function () {
  'use strict';
  const D = globalThis.DeconflictMap;
  const { el, svg } = D;

  function sample(id) {
    const zone = (level, x, w) => svg('rect', { x, y: 8 - w / 4, width: w, height: w / 2, class: 'dcm-mark dcm-' + id + ' dcm-level-' + level });
    const shapes = {
      places: [svg('circle', { cx: 10, cy: 8, r: 4.5, class: 'dcm-place' }), svg('circle', { cx: 26, cy: 8, r: 5, class: 'dcm-place dcm-hollow' })],
      ensembles: [3, 7, 11].map((y) => svg('line', { x1: 2, y1: y, x2: 34, y2: y + 2, class: 'dcm-member dcm-agreed' })),
      unfixed: [svg('rect', { x: 2, y: 1, width: 32, height: 14, class: 'dcm-mark dcm-unfixed dcm-level-support' })],
      ground: [svg('rect', { x: 2, y: 1, width: 32, height: 14, class: 'dcm-ground-country' }), svg('path', { d: 'M2 12 Q14 2 34 6', fill: 'none', class: 'dcm-ground-stream-main' })],
      graticule: [svg('path', { d: 'M10 0V16M26 0V16M0 5H36M0 12H36', fill: 'none', class: 'dcm-graticule' })],
    };
    return svg('svg', { class: 'dcm-sample', width: 36, height: 16, viewBox: '0 0 36 16', 'aria-hidden': 'true', focusable: 'false' },
      shapes[id] || [zone('support', 2, 32), zone('likely', 7, 22), zone('core', 12, 12)]);
  }

  const ENSEMBLES = { id: 'ensembles', name: 'Other plausible courses', meaning: 'Lines that fit the words as well as the one drawn.' };
  const GROUND = { id: 'ground', name: 'Base map', meaning: 'Natural Earth. Borders imply no opinion; disputed ones are dotted.' };

  const GRATICULE = { id: 'graticule', name: 'Degrees', meaning: 'Meridians and parallels, WGS 84.' };

  const COURSES = {
    follows: 'Solid: the line follows a river, border or coast of the base map, which may itself be off by some kilometres.',
    ruled: 'Long dashes: a rule that the words give draws it: straight, on a parallel, at a distance.',
    inferred: 'Short dashes: its course is inferred from words; the real line is not known.',
  };

  function courseSample(course) {
    return svg('svg', { class: 'dcm-sample', width: 36, height: 16, viewBox: '0 0 36 16', 'aria-hidden': 'true', focusable: 'false' },
      svg('rect', { x: 0, y: 1, width: 36, height: 14, class: 'dcm-mark dcm-agreed dcm-level-band90' }),
      svg('rect', { x: 0, y: 4.5, width: 36, height: 7, class: 'dcm-mark dcm-agreed dcm-level-band50' }),
      svg('line', { x1: 0, y1: 8, x2: 36, y2: 8, class: 'dcm-mark dcm-agreed dcm-level-best dcm-course-' + course }));
  }

  // What isn't from the text, if any of it is on this map.
  function published(marks) {
    if (!marks.some(({ levels }) => levels.some(({ level }) => level === 'published'))) return null;
    return el('li', null,
      svg('svg', { class: 'dcm-sample', width: 36, height: 16, viewBox: '0 0 36 16', 'aria-hidden': 'true', focusable: 'false' },
        svg('line', { x1: 0, y1: 8, x2: 36, y2: 8, class: 'dcm-mark dcm-level-published' })),
      el('span', null, 'Not from the text: a course or outline that was published elsewhere, as a reader gave it.'));
  }

  // The dashes of the lines that are on this map.
  function courses(marks) {
    const known = new Set(marks.map(({ course }) => course));
    return Object.entries(COURSES).filter(([course]) => known.has(course)).map(([course, words]) => el('li', null, courseSample(course), el('span', null, words)));
  }

  function row(scene, layer, count) {
    const group = scene.groups.get(layer.id);
    const box = el('input', { type: 'checkbox', id: 'dcm-layer-' + layer.id, 'data-dcm-layer': layer.id });
    box.checked = scene.map.hasLayer(group);
    box.addEventListener('change', () => {
      if (box.checked) scene.map.addLayer(group);
      else scene.map.removeLayer(group);
    });
    const counted = count === null ? null : el('span', { class: 'dcm-count' }, count);
    if (counted) {
      scene.sifted.push(() => {
        const shown = layer.id === 'ensembles' ? group.getLayers().length : drawn(scene, layer.id);
        counted.replaceChildren(shown < count ? shown + ' of ' + count : String(count));
      });
    }
    return el('li', null, el('label', { for: 'dcm-layer-' + layer.id, title: layer.meaning }, box, sample(layer.id),
      el('span', null, layer.name, counted ? [' ', counted] : null)));
  }

  // Layers that the text knows nothing of, apart from its own.
  function added(scene) {
    if (!scene.data.own.length) return null;
    const rows = scene.data.own.map((layer) => {
      const id = 'dcm-layer-' + layer.id;
      const group = scene.groups.get(layer.id);
      const box = el('input', { type: 'checkbox', id, 'data-dcm-layer': layer.id });
      box.checked = scene.map.hasLayer(group);
      box.addEventListener('change', () => scene.map[box.checked ? 'addLayer' : 'removeLayer'](group));
      return el('li', null, el('label', { for: id, class: 'dcm-own-label' }, box, D.ownSample(layer.look),
        el('span', null, D.name(layer.title), ' ', el('span', { class: 'dcm-count' }, layer.features.length))),
      el('div', { class: 'dcm-small dcm-own-words' }, D.ownWords(layer)));
    });
    return [el('p', { class: 'dcm-added' }, 'Added by the map’s maker, not said by the text'), el('ul', { class: 'dcm-layers' }, rows)];
  }

  // How many marks of a layer are shown, as far as the reader's choice goes.
  const drawn = ({ data, shows }, id) => (id === 'places'
    ? data.places.filter((place) => place.drawn && shows('place:' + place.id)).length
    : data.marks.filter((mark) => mark.layer === id && shows('mark:' + mark.id)).length);

  // How the text beside the map is marked, in its own marks.
  function inText() {
    const word = (classes, words) => el('span', { class: classes }, words);
    return el('li', null, el('span', null, el('strong', null, 'In the text: '),
      word('dcm-mention dcm-placed', 'on the map'), ', ', word('dcm-mention dcm-placed dcm-unsure', 'not surely this place'), ', ',
      word('dcm-mention dcm-associated', 'named, but not drawn'), ', ', word('dcm-mention dcm-unplaced', 'not placed'), '; ',
      word('dcm-claim dcm-reported', 'words of a claim'), ', ', word('dcm-part', 'who says it and when'), ', ',
      word('dcm-part dcm-part-denial', 'a denial'), ', ', word('dcm-part dcm-part-withheld', 'what is withheld'), '.'));
  }

  D.legend = function (scene) {
    const { data } = scene;
    const lines = data.marks.filter(({ members }) => members.length).length;
    const layers = data.layers.map((layer) => [layer, drawn(scene, layer.id)]).filter(([, n]) => n).reverse();
    if (lines) layers.push([ENSEMBLES, lines]);
    layers.push([GROUND, null], [GRATICULE, null]);
    const rows = layers.map(([layer, n]) => row(scene, layer, n));
    const meanings = layers.map(([layer]) => el('li', null, sample(layer.id), el('span', null, el('strong', null, layer.name + ': '), layer.meaning)));
    const legend = el('details', { class: 'dcm-legend', id: 'dcm-legend' },
      el('summary', null, 'Legend and layers'),
      el('ul', { class: 'dcm-layers' }, rows), added(scene),
      el('details', { class: 'dcm-how' }, el('summary', null, 'How to read it'), el('ul', { class: 'dcm-reading' },
        el('li', null, sample('reported'), el('span', null, 'Zones: surely in the darkest part, likely in the middle, not ruled out in the lightest.')),
        data.marks.every(({ course }) => course === null) ? null : el('li', null, courseSample('inferred'), el('span', null, 'Lines: the most central course; half of the length of plausible courses lies in the inner band, nine tenths in the outer. The real line is not known.')),
        courses(data.marks),
        published(data.marks),
        el('li', null, el('span', { class: 'dcm-number dcm-disputed' }, '3?'), el('span', null, 'Numbers are claims, counted in the order of the text; “?” marks what only one side claims, “×” what is denied, “?×” what one side claims and another denies, an arrow a planned direction.')),
        data.marks.some((mark) => mark.side !== null && D.direction(mark)) ? el('li', null, el('span', { class: 'dcm-number dcm-reported' }, '3', D.direction({ layer: 'reported', heading: null, side: 90 })),
          el('span', null, 'A bar with a tick: what is said holds on the side of a line to which the tick points (north is up).')) : null,
        meanings, inText())));
    legend.open = globalThis.matchMedia('(min-width: 1200px)').matches;
    return legend;
  };
})();
