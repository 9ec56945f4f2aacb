import { htmlReply, type Reply } from '../../http/types';
import { directoryScript } from './directoryScript';
import { page } from './layout';

const style = `
header { display:flex; justify-content:space-between; align-items:baseline; flex-wrap:wrap; gap:.5rem; }
#live::before { content:""; display:inline-block; width:.6rem; height:.6rem; border-radius:50%; background:var(--good); margin-right:.4rem; }
#live.lost::before { background:var(--bad); }
.columns { display:grid; grid-template-columns:minmax(0,3fr) minmax(0,2fr); gap:1rem; align-items:start; }
@media (max-width:60rem) { .columns { grid-template-columns:1fr; } }
.contact { border:1px solid var(--line); border-radius:10px; padding:.8rem 1rem; margin-bottom:.8rem; }
.contact.fresh { border-color:#e0b400; box-shadow:0 0 0 3px var(--new); }
.who { font-weight:650; } .row { display:flex; gap:.6rem; flex-wrap:wrap; align-items:center; }
.pill { font-size:.78rem; padding:.05rem .6rem; border-radius:99px; border:1px solid currentColor; white-space:nowrap; }
.in { color:var(--good); } .out { color:var(--bad); }
dl { display:grid; grid-template-columns:max-content 1fr; gap:.15rem .9rem; margin:.5rem 0 0; font-size:.92rem; }
dt { color:var(--soft); } dd { margin:0; overflow-wrap:anywhere; }
.changes { margin:.6rem 0 0; padding:.5rem .7rem; background:#fafbfd; border-radius:8px; font-size:.88rem; list-style:none; }
.changes li { overflow-wrap:anywhere; padding:.1rem 0; } .changes li.fresh { background:var(--new); }
.before { color:var(--soft); text-decoration:line-through; } .after { font-weight:600; }
table { width:100%; border-collapse:collapse; font-size:.85rem; } td, th { text-align:left; padding:.25rem .4rem; border-bottom:1px solid var(--line); vertical-align:top; white-space:nowrap; }
td:last-child { white-space:normal; overflow-wrap:anywhere; }
th { color:var(--soft); font-weight:500; } .status { font-variant-numeric:tabular-nums; }
.empty { color:var(--soft); font-style:italic; }
`;

/** `GET /directory`: what the sandbox holds, refreshed every second. */
export const directoryPage = (): Reply =>
	htmlReply(
		200,
		page(
			'Directory',
			`<header><h1>Contact directory</h1><span class="small soft" id="live">live</span></header>
			<p class="small soft" id="summary"></p>
			<div class="columns">
			<div><section class="card"><h2>Contacts</h2><div id="contacts"></div></section></div>
			<div>
			<section class="card"><h2>Mailing lists</h2><div id="lists"></div></section>
			<section class="card"><h2>Transactions</h2><div id="transactions"></div></section>
			<section class="card"><h2>Survey responses</h2><div id="responses"></div></section>
			<section class="card"><h2>Event subscriptions</h2><div id="subscriptions"></div></section>
			<section class="card"><h2>Last requests</h2><div id="requests"></div></section>
			</div></div>
			<script>${directoryScript}</script>`,
			style,
		),
	);
