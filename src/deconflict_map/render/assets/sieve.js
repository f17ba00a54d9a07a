// What the reader chose to see: claims by day, voice, status and kind, and with them marks, places and names.
// A choice only ever leaves out; what it leaves out is counted, and said on the map as long as it holds.
(function () {
  'use strict';
  const D = globalThis.DeconflictMap;

  // Was it said by the end of the days chosen? Days are ISO dates, which sort as they follow on each other.
  function saidBy({ saidDays }, { last }) {
    if (!saidDays) return 'perhaps';
    if (saidDays[1] <= last) return 'yes';
    return saidDays[0] <= last ? 'perhaps' : 'no';
  }

  // Does what is said hold for the days chosen? Words that mean a wider time than was chosen leave it open.
  function holdsFor({ holdsDays }, { first, last }) {
    if (!holdsDays) return 'perhaps';
    const [from, to, extent] = holdsDays;
    if (extent === 'since' && to <= first) return 'yes';
    if (extent === 'until' && last <= from) return 'yes';
    if (extent === 'since') return from <= last ? 'perhaps' : 'no';
    if (extent === 'until') return first <= to ? 'perhaps' : 'no';
    if (to < first || last < from) return extent === 'as_of' ? 'perhaps' : 'no';
    return first <= from && to <= last ? 'yes' : 'perhaps';
  }

  // The names of places that stand in the words of claims, and in which.
  function claimsOfMentions(blocks) {
    const found = new Map();
    for (const block of blocks || []) for (const [, mention, numbers] of block.r) if (mention >= 0) found.set(mention, numbers);
    return found;
  }

  function voicesOfClaims(voices) {
    const found = new Map();
    for (const { id, says, denies } of voices) {
      for (const n of [...says, ...denies]) found.set(n, [...(found.get(n) || []), id]);
    }
    return found;
  }

  // `scene.choice` is what was chosen; after a change of it, `scene.sift()` draws and tells anew.
  D.sieve = function (scene) {
    const { data } = scene;
    const voices = voicesOfClaims(data.voices);
    const within = claimsOfMentions(data.blocks);
    const choice = { by: 'said', day: null, perhaps: false, off: new Set() };
    let passing = new Set(data.claims.map(({ n }) => n));
    let open = 0;
    scene.choice = choice;
    scene.sifted = [];

    const listed = (claim) => !choice.off.has('status.' + claim.status) && !choice.off.has('kind.' + claim.kind)
      && (voices.get(claim.n) || []).some((id) => !choice.off.has(id));
    const timely = (claim) => (choice.day === null ? 'yes' : (choice.by === 'said' ? saidBy : holdsFor)(claim, data.days[choice.day]));

    function weigh() {
      passing = new Set();
      open = 0;
      for (const claim of data.claims.filter(listed)) {
        const verdict = timely(claim);
        open += verdict === 'perhaps';
        if (verdict === 'yes' || (verdict === 'perhaps' && choice.perhaps)) passing.add(claim.n);
      }
    }

    const named = (index) => {
      const numbers = within.get(index) || [];
      return !numbers.length || numbers.some((n) => passing.has(n));
    };

    scene.chosen = () => choice.day !== null || choice.off.size > 0;
    scene.shows = function (key) {
      if (!scene.chosen()) return true;
      if (scene.marks.has(key)) return scene.marks.get(key).claims.some((n) => passing.has(n));
      if (scene.claims.has(key)) return passing.has(scene.claims.get(key).n);
      const place = scene.places.get(key);
      if (place) return !choice.off.has('place.' + place.kind) && place.mentions.some(named);
      return named(Number(key.slice('mention:'.length)));
    };
    scene.tally = () => ({ shown: passing.size, all: data.claims.length, open });

    scene.sift = function () {
      weigh();
      redraw(scene);
      for (const tell of scene.sifted) tell();
      scene.layOut();
    };
    scene.showAll = function () {
      choice.day = null;
      choice.off.clear();
      scene.sift();
    };
  };

  // The layers hold what is shown, in their order: marks by their size, so that a small one lies on a wide one.
  function redraw(scene) {
    const wanted = new Map([...scene.groups.keys()].map((id) => [id, []]));
    for (const [key, layer] of scene.layers) {
      if (!scene.shows(key)) continue;
      wanted.get(scene.marks.has(key) ? scene.marks.get(key).layer : 'places').push(layer);
      if (scene.members.has(key)) wanted.get('ensembles').push(scene.members.get(key));
    }
    for (const id of [...scene.data.layers.map((layer) => layer.id), 'ensembles']) {
      const group = scene.groups.get(id);
      const now = group.getLayers();
      if (now.length === wanted.get(id).length && now.every((layer, place) => layer === wanted.get(id)[place])) continue;
      group.clearLayers();
      for (const layer of wanted.get(id)) group.addLayer(layer);
    }
  }
})();
