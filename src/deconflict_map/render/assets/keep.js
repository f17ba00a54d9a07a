// Downloads from inside the page: the same rows as the command line's GeoJSON and CSV, in the shapes drawn here.
(function () {
  'use strict';
  const D = globalThis.DeconflictMap;
  const { el } = D;
  const STATEMENT = 'Drawn from the words of a text: what it says, not an observation. Shapes are those of the page: simplified to about 10 m.';

  const listed = (words) => [...new Set(words)].join('; ');
  const least = (days) => days.filter(Boolean).sort()[0] || null;
  const most = (days) => days.filter(Boolean).sort().reverse()[0] || null;

  function placeRow(place, data) {
    return {
      id: place.id, mark: place.id, kind: 'place', level: '', title: place.name, claim: '', status: '', speakers: '', denied_by: '',
      said_first: null, said_last: null, holds_first: null, holds_last: null, quote: data.mentions[place.mentions[0]].quote,
      place_id: place.record, country: place.country, feature: place.feature, confidence: place.confidence, drawable: place.drawn,
      why_not: place.whyNot, uncertainty: '', source: place.source, licence: place.licence,
      geometry: place.drawn ? { type: 'Point', coordinates: D.homeward(place.at) } : null,
    };
  }

  function markRows(mark, scene) {
    const claims = mark.claims.map((n) => scene.claims.get('claim:' + n));
    const own = {
      why_not: mark.whyNot, uncertainty: mark.uncertainty.map(({ cause, text }) => cause + ': ' + text).join('; '), source: '', licence: '',
    };
    return mark.levels.map(({ level, shape }) => ({
      id: mark.id + '/' + level, mark: mark.id, kind: mark.kind, level, title: mark.title, claim: mark.claims.join(', '), status: claims[0].status,
      speakers: listed(claims.flatMap(({ speakers }) => speakers)), denied_by: listed(claims.flatMap(({ denials }) => denials.map(({ who }) => who))),
      said_first: least(claims.map(({ saidDays }) => saidDays && saidDays[0])), said_last: most(claims.map(({ saidDays }) => saidDays && saidDays[1])),
      holds_first: least(claims.map(({ holdsDays }) => holdsDays && holdsDays[0])), holds_last: most(claims.map(({ holdsDays }) => holdsDays && holdsDays[1])),
      quote: listed(claims.map(({ quote }) => quote)), place_id: '', country: '', feature: '', confidence: null, drawable: mark.drawable,
      ...(level === 'published' ? mark.published : own),
      geometry: D.onEarth(shape),
    }));
  }

  const told = ({ geometry, ...row }, withheld) => (withheld ? { ...row, withheld: withheld.join(' '), geometry } : { ...row, geometry });

  const rows = (scene) => [...scene.data.places.map((place) => placeRow(place, scene.data)), ...scene.data.marks.flatMap((mark) => markRows(mark, scene))]
    .map((row) => told(row, scene.data.article.withheld));

  D.geojson = function (scene) {
    const { article, mentions, claims, sources } = scene.data;
    return JSON.stringify({
      type: 'FeatureCollection',
      article: { title: article.title, source: article.source || null, published: article.day, url: article.url || null },
      statement: STATEMENT,
      notes: [...(article.withheld || []), ...article.notes],
      not_placed: mentions.filter(({ place }) => place === null).map(({ text, reason }) => ({ text, reason })),
      not_drawn: claims.filter(({ mark }) => mark === null).map(({ n, undrawn }) => ({ claim: n, reason: undrawn })),
      sources: sources.map(({ title, version, licence, note }) => ({ title, version, licence, 'attribution': note })),
      features: rows(scene).map(({ id, geometry, ...properties }) => ({ type: 'Feature', id, geometry, properties })),
    }) + '\n';
  };

  // A cell that a spreadsheet would run as a formula gets an apostrophe before it (OWASP, CSV injection).
  function cell(value) {
    if (value === null) return '';
    const words = typeof value === 'boolean' ? (value ? 'True' : 'False') : typeof value === 'string' && /^[=+\-@\t\r\n]/.test(value) ? "'" + value : String(value);
    return /[",\r\n]/.test(words) ? '"' + words.replaceAll('"', '""') + '"' : words;
  }

  D.csv = function (scene) {
    const table = rows(scene).map(({ geometry, ...row }) => ({ ...row, wkt: geometry === null ? '' : D.wkt(geometry) }));
    const columns = Object.keys(table[0] || { id: '', wkt: '' });
    return [columns, ...table.map((row) => columns.map((column) => row[column]))].map((line) => line.map(cell).join(',') + '\r\n').join('');
  };

  // The name of the file says what it is of, in letters that every file system takes.
  function fileName(scene, suffix) {
    const title = D.slug(scene.data.article.title);
    return [...title].slice(0, 60).join('') + (title ? '' : 'map') + suffix;
  }

  // A button that keeps a text as a file.
  D.keepButton = (words, suffix, type, scene, text) => button(words, suffix, type, { name: (end) => fileName(scene, end), text });

  function button(words, suffix, type, made) {
    const node = el('button', { type: 'button', class: 'dcm-action', 'data-dcm-keep': suffix }, words);
    node.addEventListener('click', () => {
      const link = el('a', { download: made.name(suffix) });
      link.href = URL.createObjectURL(new Blob([made.text()], { type }));
      document.body.append(link);
      link.click();
      link.remove();
      globalThis.setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    });
    return node;
  }

  D.keep = function (scene) {
    const made = (text) => ({ name: (suffix) => fileName(scene, suffix), text: () => text(scene) });
    const print = el('button', { type: 'button', class: 'dcm-action' }, 'Print');
    print.addEventListener('click', () => globalThis.print());
    const framed = globalThis.self !== globalThis.top; // a sandbox mutes printing
    return el('div', null, D.corrections(scene), el('section', { class: 'dcm-keep', id: 'dcm-keep' }, el('h2', null, 'Keep'),
      el('p', { class: 'dcm-actions' }, button('GeoJSON', '.geojson', 'application/geo+json', made(D.geojson)), button('CSV', '.csv', 'text/csv', made(D.csv)), framed ? null : print),
      el('p', { class: 'dcm-small' }, 'All marks and places with their words, whatever is chosen above; shapes as on this page.',
        framed ? ' Where this frame lets nothing through, open the page by itself.' : null)));
  };
})();
