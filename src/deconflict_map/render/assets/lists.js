// Everything on the map, and everything that isn't, as lists of the same rank.
(function () {
  'use strict';
  const D = globalThis.DeconflictMap;
  const { el, name } = D;

  function entry(key, scene, ...content) {
    const node = el('button', { type: 'button', class: 'dcm-entry', 'data-dcm-key': key }, ...content);
    scene.register(key, node);
    return el('li', null, scene.bind(node, key));
  }

  const number = (n, layer) => el('span', { class: 'dcm-number dcm-' + layer }, n);
  const small = (...content) => el('span', { class: 'dcm-small' }, ...content);

  function claimLine(claim) {
    return small(
      name(claim.words), ' — ', name(claim.who), [claim.said, claim.holds].filter(Boolean).map((when) => ', ' + when),
      '; ', claim.denials.length ? 'claimed' : claim.statusWords,
      claim.denials.map((denial) => [', denied by ', name(denial.who)]),
    );
  }

  function markEntry(mark, scene) {
    return entry('mark:' + mark.id, scene,
      mark.claims.map((n) => number(n, mark.layer)), ' ', name(mark.title),
      mark.claims.map((n) => claimLine(scene.claims.get('claim:' + n))),
      mark.drawable ? null : small('Hatched, not fixed by the words: ', mark.whyNot),
      mark.levels.length ? null : small('Nothing of it can be drawn.'));
  }

  function placeEntry(place, scene) {
    const times = place.mentions.length;
    return entry('place:' + place.id, scene, name(place.name), small(
      [place.kind, place.country, times + (times === 1 ? ' mention' : ' mentions')].filter(Boolean).join(', '),
      place.drawn ? (place.unsure ? ', not sure' : '') : [': ', place.whyNot]));
  }

  function unplaced(scene) {
    const groups = new Map();
    scene.data.mentions.forEach((mention, index) => {
      if (mention.place !== null) return;
      const word = mention.text + '\n' + mention.reason;
      if (!groups.has(word)) groups.set(word, []);
      groups.get(word).push(index);
    });
    return [...groups.values()].map((indexes) => {
      const mention = scene.data.mentions[indexes[0]];
      const times = indexes.length > 1 ? indexes.length + ' mentions: ' : '';
      return entry('mention:' + indexes[0], scene, name(mention.text), small(times, mention.reason));
    });
  }

  function unreadEntry(item) {
    return el('li', { class: 'dcm-entry' }, '“', name(item.words), '”', small(
      item.stopped ? ['Reading stopped at “', name(item.stopped), '”: '] : 'Not read: ', item.reason));
  }

  function group(title, items, empty) {
    return el('section', null,
      el('h2', null, title, ' ', el('span', { class: 'dcm-count' }, items.length)),
      items.length ? el('ul', { class: 'dcm-entries' }, items) : el('p', { class: 'dcm-small' }, empty));
  }

  D.lists = function (scene) {
    const { marks, places, claims } = scene.data;
    const undrawn = claims.filter((claim) => claim.mark === null);
    return el('div', { id: 'dcm-lists', class: 'dcm-lists' },
      group('What the map shows', marks.map((mark) => markEntry(mark, scene)), 'No described line or zone.'),
      group('Claims not drawn',
        undrawn.map((claim) => entry('claim:' + claim.n, scene, number(claim.n, 'undrawn'), ' ', name(claim.object),
          claimLine(claim), small('Not drawn: ', claim.undrawn))), 'None: every claim has its mark.'),
      scene.data.unread.length ? group('Not read', scene.data.unread.map(unreadEntry), '') : null,
      group('Places', places.filter(({ drawn }) => drawn).map((place) => placeEntry(place, scene)), 'None.'),
      group('Named, but not drawn', places.filter(({ drawn }) => !drawn).map((place) => placeEntry(place, scene)), 'None.'),
      group('Not placed', unplaced(scene), 'None: every name was placed.'));
  };

  D.sources = function (scene) {
    return el('footer', { class: 'dcm-sources' },
      el('h2', null, 'Sources and licences'),
      el('ul', null, scene.data.sources.map((source) => el('li', null,
        name(source.title), ' ', source.version, ', ', source.licence, source.note ? ['. ', name(source.note)] : null))),
      el('p', null, 'Borders are drawn as Natural Earth has them and imply no opinion on the status of any territory.'));
  };
})();
