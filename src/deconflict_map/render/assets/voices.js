// Time and voices: one slider over the days that the text speaks of, and choices by voice, status and kind.
(function () {
  'use strict';
  const D = globalThis.DeconflictMap;
  const { el, name } = D;
  const BY = { said: 'said by', holds: 'held for' };

  // The rows of a facet with how many claims or places each has, in the order of the text.
  function tallied(items, idOf, nameOf) {
    const rows = new Map();
    for (const item of items) {
      const row = rows.get(idOf(item)) || { id: idOf(item), name: nameOf(item), count: 0, hint: '' };
      row.count += 1;
      rows.set(row.id, row);
    }
    return [...rows.values()];
  }

  function facets({ claims, places, voices }) {
    const people = voices.map(({ id, name: title, people, says, denies }) => ({
      id, name: title, count: new Set([...says, ...denies]).size,
      hint: [people.join('; '), denies.length ? 'denies ' + denies.join(', ') : ''].filter(Boolean).join('; '),
    }));
    return [
      ['Who says or denies it', people],
      ['How it is put forward', tallied(claims, ({ status }) => 'status.' + status, ({ statusWords }) => statusWords)],
      ['What is located', tallied(claims, ({ kind }) => 'kind.' + kind, ({ kind }) => kind)],
      ['Places', tallied(places.filter(({ drawn }) => drawn), ({ kind }) => 'place.' + kind, ({ kind }) => kind)],
    ].filter(([, rows]) => rows.length > 1);
  }

  function facet(scene, [title, rows]) {
    const { off } = scene.choice;
    const boxes = rows.map((row) => el('input', { type: 'checkbox', checked: true, 'data-dcm-choice': row.id }));
    rows.forEach((row, place) => boxes[place].addEventListener('change', () => {
      if (boxes[place].checked) off.delete(row.id);
      else off.add(row.id);
      scene.sift();
    }));
    const only = (chosen) => {
      for (const { id } of rows) if (id !== chosen) off.add(id);
      off.delete(chosen);
      scene.sift();
    };
    scene.sifted.push(() => rows.forEach(({ id }, place) => { boxes[place].checked = !off.has(id); }));
    return el('fieldset', null, el('legend', null, title), el('ul', null, rows.map((row, place) => {
      const alone = el('button', { type: 'button', class: 'dcm-only', 'aria-label': 'only ' + row.name }, 'only');
      alone.addEventListener('click', () => only(row.id));
      return el('li', null, el('label', null, boxes[place], el('span', null, name(row.name), ' ', el('span', { class: 'dcm-count' }, row.count),
        row.hint ? el('span', { class: 'dcm-small' }, name(row.hint)) : null)), alone);
    })));
  }

  function slider(scene) {
    const { days } = scene.data;
    const range = el('input', { type: 'range', id: 'dcm-day', min: 0, max: days.length, step: 1, 'aria-label': 'As of which day' });
    const told = el('output', { for: 'dcm-day', class: 'dcm-day-words' });
    const ticks = el('datalist', { id: 'dcm-days-ticks' }, days.map((day, place) => el('option', { value: place })));
    range.setAttribute('list', 'dcm-days-ticks');
    range.addEventListener('input', () => {
      const value = Number(range.value);
      scene.choice.day = value < days.length ? value : null;
      scene.sift();
    });
    const tell = () => {
      const { day, by } = scene.choice;
      range.value = day === null ? days.length : day;
      const words = day === null ? 'all days' : BY[by] + ' ' + days[day].words;
      range.setAttribute('aria-valuetext', words);
      told.replaceChildren(words);
    };
    scene.sifted.push(tell);
    tell();
    return el('div', { class: 'dcm-slider' }, el('span', { 'aria-hidden': 'true' }, 'As of'), range, ticks, told);
  }

  function meaning(scene) {
    const radio = (by, words) => {
      const button = el('input', { type: 'radio', name: 'dcm-by', checked: by === 'said', 'data-dcm-by': by });
      button.addEventListener('change', () => {
        scene.choice.by = by;
        scene.sift();
      });
      scene.sifted.push(() => { button.checked = scene.choice.by === by; });
      return el('label', null, button, el('span', null, words));
    };
    const box = el('input', { type: 'checkbox', 'data-dcm-perhaps': true });
    const count = el('span', { class: 'dcm-count' });
    box.addEventListener('change', () => {
      scene.choice.perhaps = box.checked;
      scene.sift();
    });
    scene.sifted.push(() => {
      box.checked = scene.choice.perhaps;
      count.replaceChildren(scene.choice.day === null ? '' : String(scene.tally().open));
    });
    return el('fieldset', null, el('legend', null, 'The day counts'),
      radio('said', 'what was said by then'), radio('holds', 'what is said to hold for then'),
      el('label', null, box, el('span', null, 'show also what the text leaves open ', count)));
  }

  function dates(scene) {
    const { days } = scene.data;
    const claims = (words, numbers) => (numbers.length ? words + numbers.join(', ') : '');
    const rows = days.map((day, place) => {
      const button = el('button', { type: 'button', class: 'dcm-entry', 'aria-pressed': 'false', 'data-dcm-day': place }, name(day.words),
        el('span', { class: 'dcm-small' }, [claims('said: claim ', day.said), claims('held for: claim ', day.holds)].filter(Boolean).join('; ')));
      button.addEventListener('click', () => {
        scene.choice.day = scene.choice.day === place ? null : place;
        scene.sift();
      });
      scene.sifted.push(() => button.setAttribute('aria-pressed', String(scene.choice.day === place)));
      return el('li', null, button);
    });
    const undated = scene.data.claims.filter(({ saidDays, holdsDays }) => !saidDays && !holdsDays).map(({ n }) => n);
    return el('fieldset', null, el('legend', null, 'The days that the text speaks of'), el('ol', null, rows),
      undated.length ? el('p', { class: 'dcm-small' }, 'No day is known of claim ' + undated.join(', ') + '.') : null);
  }

  // What is left out, in one sentence: under the slider, and on the map as long as it holds.
  D.chosenWords = function (scene) {
    const { shown, all } = scene.tally();
    if (!scene.chosen()) return all === 1 ? 'The one claim is shown.' : 'All ' + all + ' claims are shown.';
    const { day, by, off } = scene.choice;
    const why = [day === null ? '' : BY[by] + ' ' + scene.data.days[day].words, off.size ? off.size + (off.size === 1 ? ' choice' : ' choices') + ' left out' : ''];
    return shown + ' of ' + all + ' claims shown: ' + why.filter(Boolean).join('; ') + '.';
  };

  function allButton(scene) {
    const button = el('button', { type: 'button', class: 'dcm-action dcm-show-all', hidden: true }, 'Show all');
    button.addEventListener('click', () => {
      scene.showAll();
      (document.getElementById('dcm-day') || document.getElementById('dcm-voices')).focus();
    });
    return button;
  }

  // The notice on the map: nobody may take a choice for the whole.
  D.sifted = function (scene) {
    const words = el('span');
    const box = el('div', { class: 'dcm-sifted', id: 'dcm-sifted', hidden: true }, words, ' ', allButton(scene));
    scene.sifted.push(() => {
      box.hidden = !scene.chosen();
      box.lastChild.hidden = box.hidden;
      words.replaceChildren(D.chosenWords(scene));
    });
    return box;
  };

  D.voices = function (scene) {
    const { days } = scene.data;
    const parts = facets(scene.data);
    if (!days.length && !parts.length) return null;
    const told = el('p', { class: 'dcm-small dcm-told', role: 'status' }, D.chosenWords(scene));
    const all = allButton(scene);
    scene.sifted.push(() => {
      told.replaceChildren(D.chosenWords(scene));
      all.hidden = !scene.chosen();
    });
    return el('section', { class: 'dcm-voices', id: 'dcm-voices', 'aria-label': 'Time and voices', tabindex: '-1' },
      days.length ? slider(scene) : null, el('div', { class: 'dcm-told-row' }, told, all),
      el('details', null, el('summary', null, 'Time and voices'),
        el('div', { class: 'dcm-facets' }, days.length ? [dates(scene), meaning(scene)] : null, parts.map((part) => facet(scene, part)))));
  };
})();
