// The "why here?" card: everything that is known about one thing, as DOM nodes.
(function () {
  'use strict';
  const D = globalThis.DeconflictMap;
  const { el, name } = D;

  const quoted = (text) => el('blockquote', { dir: 'auto' }, '“', text, '”');
  const field = (term, ...content) => (content.flat().some(Boolean) ? [el('dt', null, term), el('dd', null, ...content)] : []);
  const list = (items) => (items.length ? el('ul', null, items.map((item) => el('li', null, item))) : null);
  const section = (title, ...content) => (content.flat().some(Boolean) ? [el('h3', null, title), ...content] : []);
  const percent = (share) => Math.round(share * 100) + ' %';

  function position([lon, lat]) {
    const side = (value, plus, minus) => Math.abs(value).toFixed(3) + '° ' + (value < 0 ? minus : plus);
    return side(lat, 'N', 'S') + ', ' + side(((lon + 540) % 360) - 180, 'E', 'W');
  }

  function record(place) {
    const size = place.population ? 'population ' + place.population.toLocaleString('en') : '';
    return [
      name(place.name), place.local ? [' (', name(place.local), ')'] : null, ' — ',
      [place.kind, place.feature, place.country, size].filter(Boolean).join(', '), '; record ', name(place.record),
      ' from ', name(place.source), ', licence ', name(place.licence), '; ', position(place.at),
    ];
  }

  function candidate(other) {
    return [
      name(other.name), ', ', [other.kind, other.country].filter(Boolean).join(', '), ', ', position(other.at),
      ': score ' + percent(other.score) + ', ', other.match,
      other.matched === other.name ? null : [' (', name(other.matched), ')'], '; record ', name(other.record),
    ];
  }

  const hidden = (speaker) => [name(speaker.who), ': ', [speaker.role, speaker.of ? 'of ' + speaker.of : '', speaker.unnamed ? 'not named' : ''].filter(Boolean).join(', ')];

  // A sentence that several claims share is quoted once.
  function claimPart(claim, index, claims) {
    const again = index > 0 && claims[index - 1].quote === claim.quote;
    return [
      el('p', { class: 'dcm-said' }, el('span', { class: 'dcm-number' }, claim.n), ' ', name(claim.object), ': ',
        el('strong', null, claim.words)),
      again ? el('p', { class: 'dcm-small' }, 'in the same sentence') : quoted(claim.quote),
      el('dl', null,
        field('Who says so', name(claim.who)),
        field('As', list(claim.roles.map(hidden))),
        field('Said', claim.said),
        field('Holds for', claim.holds),
        field('Put forward as', claim.statusWords),
        field('Only', claim.condition ? ['“', name(claim.condition), '”'] : null),
        field('Replaces', claim.supersedes.length ? 'claim ' + claim.supersedes.join(', ') : ''),
        field('The text gives', list(claim.stated.map(name))),
        claim.denials.map((denial) => field('Denied by', name(denial.who), quoted(denial.quote))),
        field('Withheld', claim.whyWithheld, claim.withheld ? quoted(claim.withheld) : null),
        field('How it was read', list(claim.notes)),
      ),
      D.tree ? el('details', { class: 'dcm-read' }, el('summary', null, 'The words as a tree'), D.tree(claim.tree)) : null,
    ];
  }

  function stepPart(step, scene) {
    const records = step.records.map((id) => {
      const known = scene.data.places.find((place) => place.record === id);
      return known ? [name(known.name), ' (', name(id), ')'] : name(id);
    });
    return [
      el('p', null, '“', name(step.words), '” (claim ' + step.claim + '): ', step.effect),
      el('dl', null,
        field('Rule', step.rule), field('Rests on', step.source), field('Records', list(records)),
        field('Taking for granted', list(step.assumptions))),
    ];
  }

  function markCard(mark, scene) {
    const claims = mark.claims.map((n) => scene.claims.get('claim:' + n)).filter(Boolean);
    const causes = mark.uncertainty.map((part) => [
      el('strong', null, part.cause, part.size ? ' ' + part.size : ''), part.text ? ': ' + part.text : null,
    ]);
    return [
      mark.drawable ? null : el('p', { class: 'dcm-warning' }, el('strong', null, 'Not fixed by the words. '), mark.whyNot),
      mark.findings.map((finding) => el('p', { class: 'dcm-warning' }, finding)),
      claims.map(claimPart),
      section('How far it may be off', list(causes)),
      section('How it was drawn', mark.steps.map((step) => el('div', { class: 'dcm-step' }, stepPart(step, scene)))),
      section('What would change it', list(mark.change)),
      D.amend ? D.amend(scene, { claims }) : null,
    ];
  }

  function claimCard(claim, scene) {
    if (claim.mark !== null) return markCard(scene.marks.get('mark:' + claim.mark), scene);
    return [
      el('p', { class: 'dcm-warning' }, el('strong', null, 'Not drawn. '), claim.undrawn),
      claimPart(claim, 0, [claim]),
      D.amend ? D.amend(scene, { claims: [claim] }) : null,
    ];
  }

  function mentionPart(mention, scene) {
    const others = mention.others.map(candidate);
    const told = mention.reason === mention.evidence.join('; '); // then the list says the same, more readably
    if (mention.more) others.push('and ' + mention.more + ' more');
    return [
      quoted(mention.quote),
      mention.literal ? null : el('p', { class: 'dcm-warning' }, el('strong', null, 'Not drawn for this mention: '), mention.whyNot),
      el('dl', null,
        field('Written', name(mention.text)),
        field(mention.place === null ? 'Why it is not placed' : 'Why this place', told ? null : mention.reason),
        field(told ? 'Why this place' : 'Evidence', list(mention.evidence)),
        mention.place === null ? [] : field('Confidence', percent(mention.confidence)),
        field(mention.place === null ? 'Candidates' : 'Other candidates', list(others)),
      ),
    ];
  }

  function placeCard(place, scene, index) {
    const mention = scene.data.mentions[index];
    const also = place.mentions.length - 1;
    return [
      place.drawn ? null : el('p', { class: 'dcm-warning' }, el('strong', null, 'Not drawn. '), place.whyNot),
      mentionPart(mention, scene),
      el('dl', null,
        field('Record', record(place)),
        field('Shape', place.shapeError ? 'off the ground by up to about ' + place.shapeError + ' (base data)' : ''),
        field('Named', also ? 'also in ' + also + (also === 1 ? ' other mention' : ' other mentions') : '')),
      D.amend ? D.amend(scene, { mention: index }) : null,
    ];
  }

  // The card of a thing: { title, key of its mark, nodes, other candidates }.
  D.card = function (key, scene) {
    if (scene.marks.has(key)) {
      const mark = scene.marks.get(key);
      return { title: mark.title, layer: mark.layer, mark: key, nodes: markCard(mark, scene), others: [] };
    }
    if (scene.claims.has(key)) {
      const claim = scene.claims.get(key);
      const mark = claim.mark === null ? null : scene.marks.get('mark:' + claim.mark);
      const title = mark ? mark.title : claim.object;
      return {
        title, layer: mark ? mark.layer : null, mark: mark ? 'mark:' + mark.id : null, nodes: claimCard(claim, scene), others: [],
      };
    }
    const place = scene.places.get(key);
    const index = place ? place.mentions[0] : Number(key.slice('mention:'.length));
    const mention = scene.data.mentions[index];
    const chosen = place || (mention.place === null ? null : scene.places.get('place:' + mention.place));
    return {
      title: chosen ? chosen.name : mention.text,
      layer: 'places',
      mark: chosen && chosen.drawn ? 'place:' + chosen.id : null,
      nodes: chosen ? placeCard(chosen, scene, index) : [mentionPart(mention, scene), D.amend ? D.amend(scene, { mention: index }) : null],
      others: mention.others,
    };
  };

  // Other candidates, drawn lightly while their card is open.
  D.candidates = function (others) {
    return L.layerGroup(others.map((other) => L.circleMarker(D.latLng(other.at), {
      radius: 7, interactive: false, pane: 'dcm-lines', className: 'dcm-candidate',
    })));
  };
})();
