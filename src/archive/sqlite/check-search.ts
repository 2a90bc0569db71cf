/**
 * Whether the indexes of words in an SQLite archive are those of its reports and events: made again beside it, in
 * temporary tables, and compared word by word.
 *
 * @module
 */
import { type Kysely, sql } from 'kysely';
import type { IndexedEvent } from '../backend.ts';
import type { Report } from '../replay.ts';
import type { Tables } from '../schema.ts';

const INDEXES = {
  reports_search: ['title', 'text'],
  events_search: ['words', 'place', 'actor', 'source'],
} as const;

type IndexName = keyof typeof INDEXES;
const again = (index: IndexName) => sql.table(`${index}_again`);

/** Begins with empty indexes; give everything that should be in them, then `compare`. */
export class SearchCheck {
  private constructor(readonly db: Kysely<Tables>) {}

  static async begin(db: Kysely<Tables>): Promise<SearchCheck> {
    const tokenizer = sql.lit('unicode61 remove_diacritics 2');
    for (const index of Object.keys(INDEXES) as IndexName[])
      await sql`create virtual table temp.${again(index)} using fts5(${sql.join(
        INDEXES[index].map((column) => sql.ref(column)),
      )}, content='', tokenize=${tokenizer})`.execute(db);
    return new SearchCheck(db);
  }

  async report(n: number, title: string, text: string): Promise<void> {
    await sql`insert into temp.${again('reports_search')} (rowid, title, text) values (${n}, ${title}, ${text})`.execute(
      this.db,
    );
  }

  async events(events: IndexedEvent[]): Promise<void> {
    for (const { n, words, place, actor, source } of events)
      await sql`insert into temp.${again('events_search')} (rowid, words, place, actor, source) values (${n}, ${words}, ${place}, ${actor}, ${source})`.execute(
        this.db,
      );
  }

  /** Names the first word of each index that is not where it should be. */
  async compare(report: Report): Promise<void> {
    for (const index of Object.keys(INDEXES) as IndexName[]) {
      await sql`create virtual table temp.words_of_index using fts5vocab(main, ${sql.lit(index)}, instance)`.execute(
        this.db,
      );
      await sql`create virtual table temp.words_again using fts5vocab(temp, ${sql.lit(`${index}_again`)}, instance)`.execute(
        this.db,
      );
      // Sums stand for the places of a word: a changed place changes them.
      const sums = (
        table: string,
      ) => sql`select term, count(*) as places, sum((doc * 40503 + "offset" * 69069 + length(col) * 7919) % 4294967291) as sum,
        sum(((doc + 17) * ("offset" + 31)) % 4294967291) as other from temp.${sql.table(table)} group by term`;
      const { rows } = await sql<{ differs: number }>`select 1 as differs from (
          select * from (${sums('words_of_index')}) except select * from (${sums('words_again')})
        ) union all select 1 from (
          select * from (${sums('words_again')}) except select * from (${sums('words_of_index')})
        ) limit 1`.execute(this.db);
      if (rows[0])
        report(`index ${index}`, 'does not have the words of the reports: search may miss something');
      await sql`drop table temp.words_of_index`.execute(this.db);
      await sql`drop table temp.words_again`.execute(this.db);
      await sql`drop table temp.${again(index)}`.execute(this.db);
    }
  }
}
