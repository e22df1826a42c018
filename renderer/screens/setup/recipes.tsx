/** The recipes of this pairing: chosen, read, copied or saved; with what each needs and what is not certain of it. */
import { useMemo } from 'react';
import { Download } from 'lucide-react';
import type { Connection } from '../../../shared/connection.ts';
import type { Evidence } from '../../../shared/guides/guide.ts';
import { recipes } from '../../../shared/guides/recipes/index.ts';
import type { Recipe } from '../../../shared/guides/recipes/recipe.ts';
import { CopyButton } from '../../components/copy-field.tsx';
import { saveFile } from '../../components/files.ts';
import { useNow } from '../../components/time.tsx';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { SelectField } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { chooseRecipe, useSetup } from './store.ts';
import './recipes.css';

const mediaTypes: Partial<Record<Recipe['language'], string>> = { json: 'application/json', xml: 'application/samlmetadata+xml', yaml: 'application/yaml' };

export default function Recipes({ connection, evidence }: { connection: Connection; evidence: Evidence }) {
  const minute = Math.floor(useNow() / 60_000);
  const list = useMemo(() => recipes(connection, { ...evidence, now: Math.max(evidence.now, minute * 60_000) }), [connection, evidence, minute]);
  const wanted = useSetup((state) => state.recipe[connection.id]);
  const recipe = list.find((one) => one.id === wanted) ?? list[0];
  if (recipe === undefined) return <p className="quiet">There is no recipe for this pairing.</p>;
  return (
    <div className="recipe">
      <div className="recipe-choice">
        <SelectField label="Recipe" value={recipe.id} onChange={(event) => chooseRecipe(connection.id, event.target.value)}>
          {list.map((one) => <option key={one.id} value={one.id}>{one.title} ({one.tool})</option>)}
        </SelectField>
        <div className="row">
          <CopyButton text={recipe.content} what={recipe.fileName} label="Copy" look={recipe.missing.length === 0 ? 'primary' : 'plain'} />
          <Button size="small" icon={<Download aria-hidden="true" />} onClick={() => saveFile(recipe.fileName, recipe.content, mediaTypes[recipe.language] ?? 'text/plain')}>{recipe.fileName}</Button>
        </div>
      </div>
      {recipe.missing.length > 0 ? <Notice tone="warning" title="Not ready to run">{recipe.missing.map((line) => <p key={line}>{line}</p>)}</Notice> : null}
      <Words title="What you need" lines={recipe.before} />
      {recipe.placeholders.length > 0 ? (
        <section aria-label="To fill in">
          <h3>To fill in</h3>
          <dl className="recipe-placeholders">{recipe.placeholders.map(({ name, what }) => <div key={name}><dt><code>{name}</code></dt><dd>{what}</dd></div>)}</dl>
        </section>
      ) : null}
      <pre className={`recipe-text ${recipe.language}`} tabIndex={0} role="region" aria-label={recipe.fileName}>{recipe.content.trimEnd()}</pre>
      <Words title="What to look for afterwards" lines={recipe.after} />
      {recipe.unconfirmed.length > 0 ? <Words title="Unconfirmed: stated by no source outright" lines={recipe.unconfirmed} /> : null}
      <Disclosure className="step-sources" summary={<span className="quiet">Checked {recipe.checked.on}</span>}><p className="quiet">Against {recipe.checked.source}.</p></Disclosure>
    </div>
  );
}

function Words({ title, lines }: { title: string; lines: readonly string[] }) {
  return <section aria-label={title}><h3>{title}</h3><ul className="causes">{lines.map((line) => <li key={line}>{line}</li>)}</ul></section>;
}
