/**
 * Sentences in the manner of wire reports, made up word by word with their trees: the treebanks have few of the
 * constructions that reports of conflict are full of (passives with an agent, participles after a noun, orders, tolls).
 * Conventions are those of UD English EWT. Nothing is taken from any text.
 *
 * @module
 */
import type { GoldSentence } from './conllu.ts';

interface Node {
  form: string;
  xpos: string;
  upos: string;
  relation: string;
  left: Node[];
  right: Node[];
}
type Random = () => number;

const node = (
  form: string,
  xpos: string,
  upos: string,
  relation: string,
  left: Node[] = [],
  right: Node[] = [],
) => ({
  form,
  xpos,
  upos,
  relation,
  left,
  right,
});

const ACTORS =
  'army rebels troops soldiers gunmen militants fighters police forces guerrillas insurgents militia guards commandos terrorists separatists government military navy marines paratroopers jihadists Taliban Hezbollah Israel Russia Iran Turkey Ukraine protesters officers peacekeepers pilots assailants attackers'.split(
    ' ',
  );
const PEOPLE =
  'civilians soldiers people children women men villagers policemen officers residents workers journalists passengers students peasants guards hostages prisoners protesters militants gunmen rebels fighters troops refugees doctors medics teachers bystanders'.split(
    ' ',
  );
const THINGS =
  'village town base bridge convoy hospital school airport checkpoint headquarters embassy station market building compound camp position outpost mosque church prison depot port city tank vehicle truck helicopter jet factory plant refinery bus house'.split(
    ' ',
  );
const PLACES =
  'Homs Aleppo Baghdad Mosul Kabul Gaza Donetsk Kharkiv Mariupol Tripoli Benghazi Mogadishu Goma Khartoum Bogota Lima Medellin Latakia Idlib Raqqa Fallujah Basra Kandahar Kunduz Beirut Damascus Kherson Sanaa Aden Grozny'.split(
    ' ',
  );
const FIRST =
  'Omar Ivan Juan Ahmed Maria Carlos Ali Viktor Samir Elena Jose Khalid Pedro Yusuf Anna Hassan'.split(' ');
const LAST =
  'Haddad Petrov Gomez Salem Karimov Ortega Nasser Volkov Mansour Diaz Aziz Rojas Bakr Kovalenko'.split(' ');
const TITLES =
  'President Gen. Col. Minister General spokesman Maj. Lt. Capt. commander Mayor Governor Sgt.'.split(' ');
const SPEAKERS =
  'ministry army police officials government spokesman witnesses agency residents military statement'.split(
    ' ',
  );
const DAYS = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ');
const NUMBERS = 'two three four five six seven eight ten 12 15 20 27 40 100'.split(' ');
const ADJECTIVES = 'armed local Syrian Russian Israeli Kurdish foreign nearby southern northern'.split(' ');
const WEAPONS = 'mortars rockets artillery drones grenades rifles missiles explosives'.split(' ');
const EVENTS = 'attack blast explosion clash raid bombing fighting shelling ambush strike crossfire'.split(
  ' ',
);
/** Base, past, participle, -s, -ing. Done to people, and to places or things. */
const TO_PEOPLE = [
  'kill killed killed kills killing',
  'wound wounded wounded wounds wounding',
  'injure injured injured injures injuring',
  'arrest arrested arrested arrests arresting',
  'detain detained detained detains detaining',
  'kidnap kidnapped kidnapped kidnaps kidnapping',
  'execute executed executed executes executing',
  'shoot shot shot shoots shooting',
  'capture captured captured captures capturing',
  'release released released releases releasing',
  'attack attacked attacked attacks attacking',
  'evacuate evacuated evacuated evacuates evacuating',
];
const TO_THINGS = [
  'attack attacked attacked attacks attacking',
  'shell shelled shelled shells shelling',
  'bomb bombed bombed bombs bombing',
  'seize seized seized seizes seizing',
  'capture captured captured captures capturing',
  'destroy destroyed destroyed destroys destroying',
  'storm stormed stormed storms storming',
  'hit hit hit hits hitting',
  'surround surrounded surrounded surrounds surrounding',
  'raid raided raided raids raiding',
  'burn burned burned burns burning',
  'damage damaged damaged damages damaging',
];
const TOLLS = ['killing', 'wounding', 'injuring'];
const MOVES = [
  'withdraw withdrew withdrawn withdraws withdrawing',
  'retreat retreated retreated retreats retreating',
  'flee fled fled flees fleeing',
  'advance advanced advanced advances advancing',
];
const ORDERS = ['ordered', 'urged', 'forced', 'asked', 'told', 'allowed'];

/** Sentences, the same for the same seed. */
export function wireSentences(count: number, random: Random): GoldSentence[] {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const chance = (share: number) => random() < share;

  const the = () => node(chance(0.85) ? 'the' : pick(['that', 'this']), 'DT', 'DET', 'det');
  const plural = (word: string) =>
    /(?:[^s]s|people|children|women|men|police|troops)$/.test(word) && !/^(?:headquarters)$/.test(word);
  const noun = (word: string, relation: string, left: Node[] = [], right: Node[] = []) => {
    // A name has no article and no adjective here, but keeps its preposition.
    if (/^[A-Z]/.test(word)) {
      const kept = left.filter((part) => part.relation === 'case');
      return node(word, 'NNP', 'PROPN', relation, kept, right);
    }
    const tag = plural(word) ? 'NNS' : 'NN';
    return node(word, tag, 'NOUN', relation, left, right);
  };
  const preposition = (word: string) => node(word, 'IN', 'ADP', 'case');
  const comma = () => node(',', ',', 'PUNCT', 'punct');

  function person(relation: string): Node {
    const titled = chance(0.6);
    const title = pick(TITLES);
    const left = titled
      ? [
          node(
            title,
            /^[A-Z]/.test(title) ? 'NNP' : 'NN',
            /^[A-Z]/.test(title) ? 'PROPN' : 'NOUN',
            'nmod:desc',
          ),
        ]
      : [];
    return node(pick(FIRST), 'NNP', 'PROPN', relation, left, [node(pick(LAST), 'NNP', 'PROPN', 'flat')]);
  }
  function people(relation: string): Node {
    const word = pick(PEOPLE);
    const left: Node[] = [];
    const draw = random();
    if (draw < 0.55) {
      left.push(node(pick(NUMBERS), 'CD', 'NUM', 'nummod'));
    } else if (draw < 0.75) left.push(the());
    if (chance(0.25)) left.push(node(pick(ADJECTIVES), 'JJ', 'ADJ', 'amod'));
    const first = noun(word, relation, left);
    if (chance(0.12)) {
      const second = noun(pick(PEOPLE), 'conj', [
        node('and', 'CC', 'CCONJ', 'cc'),
        node(pick(NUMBERS), 'CD', 'NUM', 'nummod'),
      ]);
      first.right.push(second);
    }
    return first;
  }
  function actor(relation: string): Node {
    if (chance(0.15)) return person(relation);
    const word = pick(ACTORS);
    const left: Node[] = [];
    if (!/^[A-Z]/.test(word)) {
      if (chance(0.45) || !plural(word)) left.push(the());
      if (chance(0.3)) left.push(node(pick(ADJECTIVES), 'JJ', 'ADJ', 'amod'));
      if (chance(0.1)) left.push(node('security', 'NN', 'NOUN', 'compound'));
    }
    return noun(word, relation, left);
  }
  function thing(relation: string): Node {
    if (chance(0.2)) return noun(pick(PLACES), relation);
    const left = [chance(0.6) ? the() : node('a', 'DT', 'DET', 'det')];
    if (chance(0.3)) left.push(node(pick(ADJECTIVES), 'JJ', 'ADJ', 'amod'));
    const head = noun(pick(THINGS), relation, left);
    if (chance(0.3)) head.right.push(place('nmod'));
    return head;
  }
  function place(relation: string): Node {
    const name = noun(pick(PLACES), relation);
    name.left.push(preposition(pick(['in', 'near', 'in', 'outside'])));
    return name;
  }
  function time(): Node {
    if (chance(0.3)) return node(pick(DAYS), 'NNP', 'PROPN', 'obl:unmarked');
    return node(pick(DAYS), 'NNP', 'PROPN', 'obl', [
      preposition(pick(['on', 'on', 'on', 'by', 'until', 'since'])),
    ]);
  }
  function during(): Node {
    return noun(pick(EVENTS), 'obl', [preposition(pick(['in', 'during', 'after'])), the()]);
  }
  function circumstances(): Node[] {
    const all: Node[] = [];
    if (chance(0.35)) all.push(place('obl'));
    if (chance(0.15)) all.push(noun(pick(WEAPONS), 'obl', [preposition('with')]));
    if (chance(0.4)) all.push(time());
    return all;
  }
  const verbOf = (list: readonly string[]) =>
    pick(list).split(' ') as [string, string, string, string, string];

  /** A noun with a participle or relative clause after it. */
  function described(head: Node): Node {
    const draw = random();
    const [, past, participle] = verbOf(TO_PEOPLE);
    if (draw < 0.4) {
      const clause = node(
        participle,
        'VBN',
        'VERB',
        'acl',
        [],
        [chance(0.5) ? during() : chance(0.5) ? place('obl') : by()],
      );
      head.right.push(clause);
    } else if (draw < 0.6) {
      const [, , , , going] = verbOf(MOVES);
      head.right.push(
        node(
          going,
          'VBG',
          'VERB',
          'acl',
          [],
          [node(pick(PLACES), 'NNP', 'PROPN', 'obl', [preposition('from')])],
        ),
      );
    } else if (draw < 0.8) {
      const who = node('who', 'WP', 'PRON', 'nsubj');
      head.right.push(node(past, 'VBD', 'VERB', 'acl:relcl', [who], [people('obj')]));
    } else {
      const who = node('who', 'WP', 'PRON', 'nsubj:pass');
      const were = node('were', 'VBD', 'AUX', 'aux:pass');
      head.right.push(
        node(participle, 'VBN', 'VERB', 'acl:relcl', [who, were], [chance(0.5) ? by() : during()]),
      );
    }
    return head;
  }
  function by(): Node {
    const agent = actor('obl:agent');
    agent.left.unshift(preposition('by'));
    return agent;
  }

  function clause(relation: string): Node {
    const draw = random();
    if (draw < 0.28) {
      // Active, now and then with a second verb or a participle that gives the toll.
      const onPeople = chance(0.5);
      const [base, past, participle] = verbOf(onPeople ? TO_PEOPLE : TO_THINGS);
      const subject = chance(0.12)
        ? described(noun(pick(['gunmen', 'rebels', 'soldiers', 'fighters']), 'nsubj'))
        : actor('nsubj');
      const object = onPeople ? people('obj') : thing('obj');
      const form = random();
      const left = [subject];
      let verb = node(past, 'VBD', 'VERB', relation, left, [object, ...circumstances()]);
      if (form < 0.15) {
        left.push(node(pick(['had', 'had', 'have']), 'VBD', 'AUX', 'aux'));
        if (left[1]!.form === 'have') left[1]!.xpos = 'VBP';
        if (chance(0.3)) left.push(node('not', 'RB', 'PART', 'advmod'));
        verb = node(participle, 'VBN', 'VERB', relation, left, verb.right);
      } else if (form < 0.28) {
        left.push(node(pick(['will', 'may', 'could', 'would']), 'MD', 'AUX', 'aux'));
        verb = node(base, 'VB', 'VERB', relation, left, verb.right);
      }
      if (chance(0.12) && form >= 0.28) {
        const [, second] = verbOf(TO_THINGS);
        verb.right.push(
          node(second, 'VBD', 'VERB', 'conj', [node('and', 'CC', 'CCONJ', 'cc')], [thing('obj')]),
        );
      } else if (chance(0.15)) {
        verb.right.push(node(pick(TOLLS), 'VBG', 'VERB', 'advcl', [comma()], [people('obj')]));
      }
      return verb;
    }
    if (draw < 0.55) {
      const onPeople = chance(0.7);
      const [, , participle] = verbOf(onPeople ? TO_PEOPLE : TO_THINGS);
      let subject = onPeople ? people('nsubj:pass') : thing('nsubj:pass');
      if (onPeople && chance(0.25)) subject = described(noun(pick(PEOPLE), 'nsubj:pass'));
      const many = plural(subject.form) || subject.right.some((c) => c.relation === 'conj');
      const left = [subject];
      if (chance(0.2))
        left.push(
          node(many ? 'have' : 'has', many ? 'VBP' : 'VBZ', 'AUX', 'aux'),
          node('been', 'VBN', 'AUX', 'aux:pass'),
        );
      else left.push(node(many ? 'were' : 'was', 'VBD', 'AUX', 'aux:pass'));
      const right: Node[] = [];
      if (chance(0.2)) {
        const [, , second] = verbOf(TO_PEOPLE);
        right.push(node(second, 'VBN', 'VERB', 'conj', [node('and', 'CC', 'CCONJ', 'cc')]));
      }
      if (chance(0.45)) right.unshift(by());
      if (right.length > 1) right.reverse();
      if (chance(0.25)) right.push(during());
      return node(participle, 'VBN', 'VERB', relation, left, [...right, ...circumstances()]);
    }
    if (draw < 0.67) {
      const onPeople = chance(0.4);
      const [base] = verbOf(onPeople ? TO_PEOPLE : TO_THINGS);
      const act = node(
        base,
        'VB',
        'VERB',
        'xcomp',
        [node('to', 'TO', 'PART', 'mark')],
        [onPeople ? people('obj') : thing('obj')],
      );
      const ordered = noun(
        pick(['troops', 'forces', 'soldiers', 'civilians', 'fighters', 'residents']),
        'obj',
      );
      if (chance(0.35)) ordered.left.push(node(pick(['its', 'his', 'their']), 'PRP$', 'PRON', 'nmod:poss'));
      const who = chance(0.3)
        ? noun(pick(['general', 'commander', 'president']), 'nsubj', [the()])
        : actor('nsubj');
      return node(pick(ORDERS), 'VBD', 'VERB', relation, [who], [ordered, act]);
    }
    if (draw < 0.74) {
      const given = noun(pick(['weapons', 'rockets', 'money', 'drones', 'supplies', 'shelter']), 'obj');
      return node(
        pick(['gave', 'sent', 'offered']),
        'VBD',
        'VERB',
        relation,
        [actor('nsubj')],
        [
          noun(pick(['rebels', 'government', 'militia', 'fighters']), 'iobj', [the()]),
          given,
          ...circumstances(),
        ],
      );
    }
    if (draw < 0.86) {
      const [, past] = verbOf(MOVES);
      const from = noun(pick(PLACES), 'obl', [preposition(pick(['from', 'to', 'toward']))]);
      return node(past, 'VBD', 'VERB', relation, [actor('nsubj')], [from, ...(chance(0.5) ? [time()] : [])]);
    }
    const bomb = node(pick(['bomb', 'shell', 'mine', 'rocket']), 'NN', 'NOUN', 'nsubj', [
      node('a', 'DT', 'DET', 'det'),
    ]);
    if (chance(0.5)) bomb.left.push(node('car', 'NN', 'NOUN', 'compound'));
    const toll = node(pick(TOLLS), 'VBG', 'VERB', 'advcl', [comma()], [people('obj')]);
    return node(
      'exploded',
      'VBD',
      'VERB',
      relation,
      [bomb],
      [place('obl'), ...(chance(0.4) ? [time()] : []), toll],
    );
  }

  function speaker(): Node {
    if (chance(0.3)) return person('nsubj');
    const word = pick(SPEAKERS);
    return noun(word, 'nsubj', plural(word) && chance(0.7) ? [] : [the()]);
  }

  function sentence(): Node {
    const draw = random();
    const stop = node('.', '.', 'PUNCT', 'punct');
    let top: Node;
    if (draw < 0.62) top = clause('root');
    else if (draw < 0.85) {
      const reported = clause('ccomp');
      if (chance(0.5)) reported.left.unshift(node('that', 'IN', 'SCONJ', 'mark'));
      const said = pick(['said', 'said', 'reported', 'claimed', 'announced']);
      const when = chance(0.3) ? [node(pick(DAYS), 'NNP', 'PROPN', 'obl', [preposition('on')])] : [];
      top = node(said, 'VBD', 'VERB', 'root', [speaker()], [...when, reported]);
    } else {
      const reported = clause('ccomp');
      top = node('said', 'VBD', 'VERB', 'root', [reported, comma(), speaker()], []);
    }
    top.right.push(stop);
    return top;
  }

  return Array.from({ length: count }, () => goldOf(sentence()));
}

/** A tree as a sentence of a treebank. */
function goldOf(top: Node): GoldSentence {
  const order: Node[] = [];
  const parent = new Map<Node, Node>();
  const walk = (n: Node) => {
    for (const child of n.left) {
      parent.set(child, n);
      walk(child);
    }
    order.push(n);
    for (const child of n.right) {
      parent.set(child, n);
      walk(child);
    }
  };
  walk(top);
  const place = new Map(order.map((n, i) => [n, i]));
  const written = (n: Node, i: number) =>
    n.form === 'a' && /^[aeiou]/i.test(order[i + 1]?.form ?? '') ? 'an' : n.form;
  const form = order.map((n, i) => {
    const word = written(n, i);
    return i === 0 ? word[0]!.toUpperCase() + word.slice(1) : word;
  });
  return {
    form,
    lemma: form,
    upos: order.map((n) => n.upos),
    xpos: order.map((n) => n.xpos),
    feats: form.map(() => '_'),
    head: order.map((n) => (parent.has(n) ? place.get(parent.get(n)!)! : -1)),
    relation: order.map((n) => n.relation),
    spaceAfter: form.map(() => true),
    surface: form.map((f, i) => ({ first: i, last: i + 1, form: f })),
    text: form.join(' '),
    opensParagraph: false,
    opensDocument: false,
  };
}
