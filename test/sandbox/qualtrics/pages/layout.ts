export const escapeHtml = (text: string): string =>
	text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Both pages share their look; nothing is loaded from elsewhere. */
const style = `
:root { color-scheme: light; --ink:#1d2433; --soft:#5b6478; --line:#e3e7ef; --paper:#fff; --ground:#f4f6fa; --mark:#3257d6;
	--good:#157f4f; --bad:#b3261e; --new:#fff6d6; }
* { box-sizing:border-box; }
body { margin:0; background:var(--ground); color:var(--ink); font:16px/1.5 system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
main { max-width:74rem; margin:0 auto; padding:1.5rem; }
h1 { font-size:1.5rem; margin:.2rem 0 1rem; } h2 { font-size:1.05rem; margin:0 0 .6rem; }
.soft { color:var(--soft); } .small { font-size:.85rem; }
.card { background:var(--paper); border:1px solid var(--line); border-radius:12px; padding:1.1rem 1.3rem; margin-bottom:1rem; }
button { font:inherit; font-weight:600; color:#fff; background:var(--mark); border:0; border-radius:8px; padding:.7rem 1.6rem; cursor:pointer; }
button:focus-visible, input:focus-visible, textarea:focus-visible { outline:3px solid #9db4ff; outline-offset:2px; }
`;

export const page = (title: string, body: string, extra = ''): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<style>${style}${extra}</style>
</head>
<body><main>${body}</main></body>
</html>
`;
