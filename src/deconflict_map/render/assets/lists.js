// Everything on the map, and everything that isn't, as lists of the same rank: searched, sorted, and as chosen.
(function () {
  'use strict';
  const D = globalThis.DeconflictMap;
  const { el, name } = D;

  const LONG = 100; // entries of a list of which only those in sight are laid out
  const AT_ONCE = 300; // entries of a list that stand in the page before more are asked for

  // An item of a list: its node, made when it is first shown, the key of its thing, what it is called, how sure it is,
  // and the words to find it by.
  function item(key, scene, { title, kind, sure, words }, content) {
    let node = null;
    function made() {
      const button = el('button', { type: 'button', class: 'dcm-entry', 'data-dcm-key': key }, ...content());
      scene.register(key, button);
      return el('li', null, scene.bind(button, key));
    }
    return { get node() { return node || (node = made()); }, key, title, kind, sure, words };
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

  const claimWords = (claim) => [claim.object, claim.words, claim.who, claim.quote, ...claim.denials.map(({ who }) => who)];

  function markItem(mark, scene) {
    const claims = mark.claims.map((n) => scene.claims.get('claim:' + n));
    const facts = { title: mark.title, kind: mark.kind, sure: mark.drawable ? (mark.doubt ? 0.5 : 1) : 0, words: () => [mark.title, ...claims.flatMap(claimWords)] };
    return item('mark:' + mark.id, scene, facts, () => [
      mark.claims.map((n) => number(n, mark.layer)), ' ', name(mark.title), claims.map(claimLine),
      mark.drawable ? null : small('Hatched, not fixed by the words: ', mark.whyNot),
      mark.levels.length ? null : small('Nothing of it can be drawn.')]);
  }

  function claimItem(claim, scene) {
    return item('claim:' + claim.n, scene, { title: claim.object, kind: claim.kind, sure: 0, words: () => claimWords(claim) }, () => [
      number(claim.n, 'undrawn'), ' ', name(claim.object), claimLine(claim), small('Not drawn: ', claim.undrawn)]);
  }

  function placeItem(place, scene) {
    const times = place.mentions.length;
    const words = () => [place.name, place.local, ...place.spellings, ...place.mentions.map((index) => scene.data.mentions[index].text)];
    return item('place:' + place.id, scene, { title: place.name, kind: place.kind, sure: place.confidence, words }, () => [name(place.name), small(
      [place.kind, place.country, times + (times === 1 ? ' mention' : ' mentions')].filter(Boolean).join(', '),
      place.drawn ? (place.unsure ? ', not sure' : '') : [': ', place.whyNot])]);
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
      const words = () => [mention.text, ...mention.others.map((other) => other.name)];
      return item('mention:' + indexes[0], scene, { title: mention.text, kind: '', sure: 0, words }, () => [name(mention.text), small(times, mention.reason)]);
    });
  }

  function unreadItem(unread) {
    const node = el('li', { class: 'dcm-entry' }, '“', name(unread.words), '”', small(
      unread.stopped ? ['Reading stopped at “', name(unread.stopped), '”: '] : 'Not read: ', unread.reason));
    return { node, key: null, title: unread.words, kind: '', sure: 0, words: () => [unread.words] };
  }

  // A list under its heading; `find` is asked which items stay, and `sort` for their order.
  function group(scene, title, items, empty) {
    const count = el('span', { class: 'dcm-count' });
    const list = el('ul', { class: 'dcm-entries' });
    const none = el('p', { class: 'dcm-small' });
    const more = el('button', { type: 'button', class: 'dcm-action dcm-more' });
    let sorted = items;
    let fitting = [];
    let most = AT_ONCE;

    function fill() {
      const nodes = fitting.slice(0, most).map(({ node }) => node);
      if (nodes.length !== list.children.length || nodes.some((node, place) => node !== list.children[place])) list.replaceChildren(...nodes);
      list.classList.toggle('dcm-long', nodes.length > LONG); // guessed heights move what stands below, as one scrolls
      const left = fitting.length - nodes.length;
      more.hidden = left <= 0;
      more.replaceChildren('Show ' + Math.min(left, AT_ONCE) + ' more of ' + left + ' not listed here yet');
    }

    more.addEventListener('click', () => {
      const next = most;
      most += AT_ONCE;
      fill();
      list.children[next].firstChild.focus();
    });
    // Paper has no buttons: there all of them stand. They come last and go first, since measuring the map while
    // thousands stand below it takes long.
    let before = most;
    globalThis.addEventListener('afterprint', () => {
      most = before;
      fill();
    });
    queueMicrotask(() => globalThis.addEventListener('beforeprint', () => {
      before = most;
      most = Infinity;
      fill();
    }));

    function tell({ matches, order }) {
      if (order) sorted = order(items);
      fitting = sorted.filter((one) => (one.key === null || scene.shows(one.key)) && matches(one));
      fill();
      const shown = fitting.length;
      count.replaceChildren(shown < items.length ? shown + ' of ' + items.length : String(items.length));
      none.hidden = shown > 0;
      none.replaceChildren(items.length ? 'None that fits what is chosen and searched for.' : empty);
      return shown;
    }
    return { section: el('section', null, el('h2', null, title, ' ', count), list, more, none), tell };
  }

  D.lists = function (scene) {
    const { marks, places, claims, unread } = scene.data;
    const groups = [
      group(scene, 'What the map shows', marks.map((mark) => markItem(mark, scene)), 'No described line or zone.'),
      group(scene, 'Claims not drawn', claims.filter(({ mark }) => mark === null).map((claim) => claimItem(claim, scene)), 'None: every claim has its mark.'),
      unread.length ? group(scene, 'Not read', unread.map(unreadItem), '') : null,
      group(scene, 'Places', places.filter(({ drawn }) => drawn).map((place) => placeItem(place, scene)), 'None.'),
      group(scene, 'Named, but not drawn', places.filter(({ drawn }) => !drawn).map((place) => placeItem(place, scene)), 'None.'),
      group(scene, 'Not placed', unplaced(scene), 'None: every name was placed.'),
    ].filter(Boolean);
    return el('div', { id: 'dcm-lists', class: 'dcm-lists' }, D.find(scene, groups), groups.map(({ section }) => section));
  };

  D.sources = function (scene) {
    return el('footer', { class: 'dcm-sources' },
      el('h2', null, 'Sources and licences'),
      el('ul', null, scene.data.sources.map((source) => el('li', null,
        name(source.title), ' ', source.version, ', ', source.licence, source.note ? ['. ', name(source.note)] : null))),
      el('p', null, 'Borders are drawn as Natural Earth has them and imply no opinion on the status of any territory.'));
  };
})();
