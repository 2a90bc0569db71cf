import { describe, expect, test } from 'vitest';
import { createReader, loadResources } from '../../index.ts';
import { createFactuality } from './factuality.ts';

const resources = loadResources();
const reader = createReader(resources);
const factuality = createFactuality(resources.knowledge);

describe('how an event is told', () => {
  test.each([
    ['Hundreds of volunteers will enter the town and protect it.', 'enter', 'planned'],
    ['Hundreds of volunteers will enter the town and protect it.', 'protect', 'planned'],
    ['The guards protect the town from possible attacks.', 'attacks', 'possible'],
    ['Their aim is to establish control of the border.', 'establish', 'planned'],
    ['The rebels failed to enter the town.', 'enter', 'denied'],
    ['The rebels did not enter the town.', 'enter', 'denied'],
    ['The rebels entered the town.', 'entered', 'actual'],
    ['The troops managed to break the blockade.', 'break', 'actual'],
    ['The troops did not manage to break the blockade.', 'break', 'denied'],
    ['If the troops enter the town, people will flee.', 'enter', 'hypothetical'],
    ['If the troops enter the town, people will flee.', 'flee', 'hypothetical'],
    ['The ministry denied that its planes bombed the hospital.', 'bombed', 'denied'],
    ['The ministry denied the attack.', 'attack', 'denied'],
    ['Police foiled an attack on the station.', 'attack', 'denied'],
    ['The militia threatened to shell the port.', 'shell', 'planned'],
    ['The alleged attack killed no one.', 'attack', 'possible'],
    ['The army may shell the port.', 'shell', 'possible'],
    ['The planes are bombing the port.', 'bombing', 'ongoing'],
    ['The planes reportedly bombed the port.', 'bombed', 'actual'],
    ['He said the planes bombed the port.', 'bombed', 'actual'],
    ['Malta offered to send a brigade.', 'send', 'planned'],
    ['Reports that rebels entered the town are being verified.', 'entered', 'possible'],
    ['A report said that rebels entered the town.', 'entered', 'actual'],
    ['The council will not recognise the rebels and reinforced its guards.', 'reinforced', 'actual'],
    ['The council did not enter the town or shell it.', 'shell', 'denied'],
    ['The pilots were being held at a fort.', 'held', 'ongoing'],
    ['The pilots were held at a fort.', 'held', 'actual'],
    ['Did the planes bomb the port?', 'bomb', 'hypothetical'],
    ['No one attacked the convoy.', 'attacked', 'denied'],
    ['The army plans an attack on the port.', 'attack', 'planned'],
    ['He was accused of killing two guards.', 'killing', 'possible'],
    ['Prosecutors accused nine farmers of burning a mill.', 'burning', 'possible'],
    ['A judge acquitted nine farmers of burning a mill.', 'burning', 'denied'],
    ['The porter was found not guilty of stabbing a guest.', 'stabbing', 'denied'],
    ['The porter was found guilty of stabbing a guest.', 'stabbing', 'actual'],
    ['There was no evidence that the navy shelled the island.', 'shelled', 'denied'],
    ['There was evidence that the navy shelled the island.', 'shelled', 'actual'],
    ['A report that rebels burned the mill was retracted.', 'burned', 'denied'],
    ['No sailors were killed in the raid.', 'killed', 'denied'],
    ['The raid killed no sailors.', 'killed', 'denied'],
    ['To bomb the port, the army needed planes.', 'bomb', 'planned'],
    ['The port was bombed on Friday.', 'bombed', 'actual'],
    ['The port was not bombed on Friday.', 'bombed', 'denied'],
    ['The port would have been bombed.', 'bombed', 'hypothetical'],
    ['The group called for an attack on the base.', 'attack', 'hypothetical'],
    ['Talks are expected to begin on Monday.', 'begin', 'possible'],
    ['Residents fear an attack.', 'attack', 'possible'],
    ['The convoy left without firing a shot.', 'firing', 'denied'],
    ['He did not deny that his men shot the driver.', 'shot', 'actual'],
    ['The attack, which killed two men, will be investigated.', 'killed', 'actual'],
    ['The attack, which killed two men, will be investigated.', 'attack', 'actual'],
  ])('%s %s: %s', (text, word, status) => {
    const { tokens, syntax } = reader.analyse({ text });
    expect(factuality({ tokens, syntax }, tokens.form.indexOf(word)).status).toBe(status);
  });

  test('keeps the words that say so', () => {
    const { tokens, syntax } = reader.analyse({ text: 'The rebels failed to enter the town.' });
    const { words } = factuality({ tokens, syntax }, tokens.form.indexOf('enter'));
    expect(tokens.form.slice(words!.first, words!.last)).toEqual(['failed']);
  });

  test('says nothing of a token that is not there', () => {
    const { tokens, syntax } = reader.analyse({ text: '' });
    expect(factuality({ tokens, syntax }, 3)).toEqual({ status: 'actual', words: null });
  });
});
