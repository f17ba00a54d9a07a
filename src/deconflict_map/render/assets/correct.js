// “Not right?”: a reader's corrections, made on the cards and collected into a file that the next build reads.
(function () {
  'use strict';
  const D = globalThis.DeconflictMap;
  const { el, name } = D;
  const NOWHERE = 'nowhere';

  const field = (words, control, hint) => el('label', { class: 'dcm-field' }, el('span', null, words), control, hint ? el('span', { class: 'dcm-small' }, hint) : null);
  const line = (attributes) => el('input', { type: 'text', maxlength: 2000, autocomplete: 'off', ...attributes });
  const area = (attributes) => el('textarea', { rows: 2, maxlength: 4000, ...attributes });

  // The place on the map that is clicked next, or its middle: for those who don't use a mouse.
  function pointing(scene, done) {
    const container = scene.map.getContainer();
    const told = el('span', { class: 'dcm-small', role: 'status' });
    const button = el('button', { type: 'button', class: 'dcm-action', 'aria-pressed': 'false' }, 'Click it on the map');
    const middle = el('button', { type: 'button', class: 'dcm-action' }, 'Take the map’s middle');
    const stop = () => {
      container.removeEventListener('click', pick, true);
      container.classList.remove('dcm-pointing');
      button.setAttribute('aria-pressed', 'false');
    };
    const take = (at) => {
      stop();
      const [lon, lat] = D.homeward([at.lng, at.lat]).map((degrees) => Number(degrees.toFixed(4)));
      told.replaceChildren(done([lon, lat]));
    };
    function pick(event) {
      if (event.target.closest('.leaflet-control')) return;
      event.stopPropagation();
      event.preventDefault();
      take(scene.map.mouseEventToLatLng(event));
    }
    button.addEventListener('click', () => {
      if (container.classList.contains('dcm-pointing')) return stop();
      container.addEventListener('click', pick, true);
      container.classList.add('dcm-pointing');
      button.setAttribute('aria-pressed', 'true');
      return told.replaceChildren('Now click on the map.');
    });
    middle.addEventListener('click', () => take(scene.map.getCenter()));
    return el('div', { class: 'dcm-field' }, el('p', { class: 'dcm-actions' }, button, middle), told);
  }

  // A form under a card; `made` gives the tables that its fields ask for.
  function form(scene, fields, made) {
    const by = line({ 'data-dcm-field': 'by', value: scene.amender || '' });
    const on = el('input', { type: 'date', 'data-dcm-field': 'on' });
    const note = area({ 'data-dcm-field': 'note' });
    const told = el('p', { class: 'dcm-small', role: 'status' });
    const add = el('button', { type: 'button', class: 'dcm-action' }, 'Add to my corrections');
    const node = el('div', { class: 'dcm-correct' }, fields, field('Why', note), field('Your name', by), field('Day', on), el('p', { class: 'dcm-actions' }, add), told);
    add.addEventListener('click', () => { // no form that is submitted: neither the page's policy nor a sandbox lets one
      const tables = made({ by: by.value.trim(), on: on.value, note: note.value.trim() });
      if (typeof tables === 'string') return told.replaceChildren(tables);
      scene.amender = by.value.trim();
      scene.amendments.push(...tables);
      scene.amended();
      return told.replaceChildren('Added. ' + scene.amendments.length + ' in all; download them below the lists, and build again with them.');
    });
    return el('details', { class: 'dcm-wrong' }, el('summary', null, 'Not right?'), node);
  }

  const radio = (group, value, ...words) => el('label', { class: 'dcm-choice' }, el('input', { type: 'radio', name: group, value }), el('span', null, words));

  const ownId = (words) => 'own:' + (D.slug(words) || 'place');

  function mentionForm(scene, index) {
    const mention = scene.data.mentions[index];
    const anchor = D.mentionAnchor(scene, index);
    if (!anchor) return null;
    let at = null;
    const group = 'dcm-is-' + index;
    const choices = [
      ...mention.others.map((other) => radio(group, other.record, name(other.name), ', ', [other.kind, other.country].filter(Boolean).join(', '))),
      radio(group, 'record', 'another record of the gazetteer'), radio(group, 'own', 'a place that the gazetteer lacks'), radio(group, NOWHERE, 'no place'),
    ];
    const record = line({ 'data-dcm-field': 'record', placeholder: 'geonames:…' });
    const source = line({ 'data-dcm-field': 'source' });
    const whole = el('input', { type: 'checkbox', 'data-dcm-field': 'everywhere' });
    const point = pointing(scene, (position) => {
      at = position;
      return 'At ' + position[1] + '° N, ' + position[0] + '° E.';
    });
    const byRecord = el('div', { hidden: true }, field('Its record', record, 'as “gazetteer search” of the command line tells it'));
    const own = el('div', { class: 'dcm-own', hidden: true }, field('Where you know it from', source), point);
    for (const choice of choices) {
      choice.addEventListener('change', ({ target }) => {
        byRecord.hidden = target.value !== 'record';
        own.hidden = target.value !== 'own';
      });
    }
    const fields = [
      el('fieldset', null, el('legend', null, '“', name(mention.text), '” is'), choices),
      byRecord, own,
      el('label', { class: 'dcm-choice' }, whole, el('span', null, 'everywhere in this text')),
    ];
    const node = form(scene, fields, (credit) => {
      const chosen = node.querySelector('input[name="' + group + '"]:checked');
      if (!chosen) return 'Say first what it is.';
      const is = chosen.value === 'record' ? record.value.trim() : chosen.value === 'own' ? ownId(mention.text) : chosen.value;
      if (!is) return 'Give the id of the record.';
      const said = whole.checked ? ['name', { name: mention.text, is, ...credit }] : ['mention', { ...anchor(), is, ...credit }];
      if (chosen.value !== 'own') return [said];
      if (at === null) return 'Show first where it lies.';
      if (!source.value.trim()) return 'Say where you know it from.';
      return [['place', { id: is, name: mention.text, lon: at[0], lat: at[1], source: source.value.trim(), ...credit }], said];
    });
    return node;
  }

  function claimForm(scene, claim) {
    const anchor = D.claimAnchor(scene, claim.n);
    if (!anchor) return null;
    const through = [];
    const reads = area({ 'data-dcm-field': 'reads' });
    const published = line({ 'data-dcm-field': 'published' });
    const withdrawn = el('input', { type: 'checkbox', 'data-dcm-field': 'withdrawn' });
    const point = pointing(scene, (position) => {
      through.push(position);
      return 'Through ' + through.map(([lon, lat]) => lat + '° N, ' + lon + '° E').join('; ') + '.';
    });
    const fields = [
      field('Claim ' + claim.n + ' reads', reads, 'in words such as “from one town to another” or “within 10 km of the town”'),
      el('p', { class: 'dcm-small' }, 'A line passes through here:'), point,
      field('Was published', published, 'where'), el('label', { class: 'dcm-choice' }, withdrawn, el('span', null, 'withdrawn: not to be drawn')),
    ];
    return form(scene, fields, (credit) => {
      const values = { reads: reads.value.trim(), through, published: published.value.trim(), withdrawn: withdrawn.checked };
      if (!values.reads && !through.length && !values.published && !values.withdrawn) {
        return credit.note ? [['note', { ...anchor(), ...credit }]] : 'Say what isn’t right.';
      }
      return [['claim', { ...anchor(), ...values, ...credit }]];
    });
  }

  // What earlier corrections did to a thing, as nodes of its card.
  function made(scene, fits) {
    const told = scene.data.corrections.filter((one) => one.applied && fits(one));
    if (!told.length) return null;
    return [el('h3', null, 'Corrected'), el('ul', null, told.map((one) => el('li', null, correction(one))))];
  }

  const correction = (one) => [
    [one.by ? ['by ', name(one.by)] : 'by a reader', one.on ? ' on ' + one.on : '', ': '], name(one.told),
    one.note ? [' — “', name(one.note), '”'] : null, one.was ? el('span', { class: 'dcm-small' }, 'The machine had: ', name(one.was)) : null,
  ].flat(Infinity);

  // The last part of a card: what was corrected, and the way to correct it.
  D.amend = function (scene, { claims, mention }) {
    if (!scene.data.corrections) return [];
    if (mention !== undefined) return [made(scene, (one) => one.mentions.includes(mention)), mentionForm(scene, mention)];
    return [made(scene, (one) => claims.some(({ n }) => n === one.claim)), claims.map((claim) => claimForm(scene, claim))];
  };

  D.correctionLine = correction;
})();
