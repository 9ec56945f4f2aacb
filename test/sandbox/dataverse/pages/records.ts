import { htmlReply, type Reply } from '../../http/types';
import { page } from '../../qualtrics/pages/layout';
import { recordsScript } from './recordsScript';

const style = `
header { display:flex; justify-content:space-between; align-items:baseline; flex-wrap:wrap; gap:.5rem; }
#live::before { content:""; display:inline-block; width:.6rem; height:.6rem; border-radius:50%; background:var(--good); margin-right:.4rem; }
#live.lost::before { background:var(--bad); }
.columns { display:grid; grid-template-columns:minmax(0,3fr) minmax(0,2fr); gap:1rem; align-items:start; }
@media (max-width:60rem) { .columns { grid-template-columns:1fr; } }
nav { display:flex; gap:.4rem; flex-wrap:wrap; margin-bottom:1rem; }
nav button { padding:.3rem .9rem; font-weight:500; background:var(--paper); color:var(--ink); border:1px solid var(--line); }
nav button[aria-pressed=true] { background:var(--mark); color:#fff; border-color:var(--mark); }
.record { border:1px solid var(--line); border-radius:10px; padding:.8rem 1rem; margin-bottom:.8rem; }
.record.fresh { border-color:#e0b400; box-shadow:0 0 0 3px var(--new); }
.who { font-weight:650; } .row { display:flex; gap:.6rem; flex-wrap:wrap; align-items:center; }
dl { display:grid; grid-template-columns:max-content 1fr; gap:.15rem .9rem; margin:.5rem 0 0; font-size:.92rem; }
dt { color:var(--soft); } dd { margin:0; overflow-wrap:anywhere; }
.changes { margin:.6rem 0 0; padding:.5rem .7rem; background:#fafbfd; border-radius:8px; font-size:.88rem; list-style:none; }
.changes li { overflow-wrap:anywhere; padding:.1rem 0; } .changes li.fresh { background:var(--new); }
.before { color:var(--soft); text-decoration:line-through; } .after { font-weight:600; }
.pill { font-size:.78rem; padding:.05rem .6rem; border-radius:99px; border:1px solid currentColor; white-space:nowrap; }
.create { color:var(--good); } .update { color:var(--mark); } .delete { color:var(--bad); }
table { width:100%; border-collapse:collapse; font-size:.85rem; } td, th { text-align:left; padding:.25rem .4rem; border-bottom:1px solid var(--line); overflow-wrap:break-word; vertical-align:top; }
th { color:var(--soft); font-weight:500; } td:first-child { white-space:nowrap; }
.empty { color:var(--soft); font-style:italic; }
`;

/** `GET /records`: what the environment holds, refreshed every second. */
export const recordsPage = (): Reply =>
	htmlReply(
		200,
		page(
			'Records',
			`<header><h1>CRM records</h1><span class="small soft" id="live">live</span></header>
			<p class="small soft" id="summary"></p>
			<nav id="tables" aria-label="Tables"></nav>
			<div class="columns">
			<div><section class="card"><h2 id="title">Records</h2><div id="records"></div></section></div>
			<div>
			<section class="card"><h2>Last changes</h2><div id="changes"></div></section>
			<section class="card"><h2>Alternate keys</h2><div id="keys"></div></section>
			<section class="card"><h2>All tables</h2><div id="all"></div></section>
			<section class="card"><h2>Last operations</h2><div id="operations"></div></section>
			</div></div>
			<script>${recordsScript}</script>`,
			style,
		),
	);
