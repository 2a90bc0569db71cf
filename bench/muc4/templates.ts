/**
 * MUC-4 templates from a reading: events that are incidents, brought together, with the words that fill their slots.
 *
 * @module
 */
import type { Knowledge } from '../../src/knowledge/table.ts';
import { createCoding } from '../../src/read/event/derived.ts';
import type { Analysis } from '../../src/read/layers.ts';
import type { Entity, Event, Participant } from '../../src/record/reading.ts';
import { ROLES, type Role, type Template } from './metric.ts';

/** An incident while it is brought together. */
interface Incident {
  type: string;
  events: Event[];
  slots: Record<Role, Set<string>>;
}

export function createTemplates(knowledge: Knowledge): (analysis: Analysis) => Template[] {
  const coding = createCoding(knowledge, 'muc4');
  return (analysis) => {
    const codeOf = coding(analysis);
    const entities = new Map(analysis.names.entities.map((e) => [e.id, e]));
    const incidents: Incident[] = [];
    for (const event of analysis.events) {
      if (event.status === 'denied' || event.status === 'planned' || event.status === 'hypothetical')
        continue;
      const type = codeOf(event);
      if (!type) continue;
      const slots = fill(event, entities);
      if (ROLES.every((r) => slots[r].size === 0) && event.participants.length === 0) continue;
      const known = incidents.find((i) => i.type === type);
      if (known) {
        known.events.push(event);
        for (const r of ROLES) for (const w of slots[r]) known.slots[r].add(w);
      } else incidents.push({ type, events: [event], slots });
    }
    return incidents.map(({ type, slots }) => ({
      incident_type: type,
      ...(Object.fromEntries(ROLES.map((r) => [r, [...slots[r]].map((w) => [w])])) as Record<
        Role,
        string[][]
      >),
    }));
  };
}

function fill(event: Event, entities: Map<string, Entity>): Incident['slots'] {
  const slots = Object.fromEntries(ROLES.map((r) => [r, new Set<string>()])) as Incident['slots'];
  for (const p of event.participants) {
    const role = slotOf(p, p.entity ? entities.get(p.entity)! : null);
    if (role) slots[role].add(p.text);
  }
  return slots;
}

function slotOf(p: Participant, entity: Entity | null): Role | null {
  const named = entity !== null && /^[A-Z]/.test(entity.name);
  switch (p.role) {
    case 'actor':
      if (!entity) return 'PerpInd';
      if (entity.kind === 'people' || entity.kind === 'person') return 'PerpInd';
      if (entity.kind === 'armed-group' || entity.kind === 'military') return named ? 'PerpOrg' : 'PerpInd';
      return 'PerpOrg';
    case 'recipient':
      if (entity?.kind === 'person') return named ? 'Victim' : null;
      if (!entity) return 'Target';
      return null;
    case 'instrument':
      return 'Weapon';
    default:
      return null;
  }
}
