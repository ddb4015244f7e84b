// What strangers put into style sheets, now that a mail may have some: to fetch, to cover, to watch, to reach out of the mail.

/** `T` stands for an address of the tracker, `JS` for a script that would leave a mark. */
export const styles: Readonly<Record<string, string>> = {
  "sheet-import-layer": "<style>@import url(T) layer(x);@import 'T' supports(display:grid);@import url(T) screen;</style>",
  "sheet-import-escaped": "<style>@\\69mport 'T';@\\000069 mport url(T);</style>",
  "sheet-import-comment": "<style>@import/**/'T';/**/@import/**/url(T);</style>",
  "sheet-import-charset": "<style>@charset 'x';@import 'T';</style><style media=all>@import 'T'</style>",
  "sheet-import-cdo": "<style><!-- @import 'T'; --></style><style>--><!--@import url(T);</style>",
  "sheet-namespace": "<style>@namespace url(T);@namespace x url(T);x|a{color:red}</style>",
  "sheet-font-face":
    "<style>@font-face{font-family:m;src:url(T) format('woff2'),local(x)}.f{font-family:m}</style><p class=f>x</p>",
  "sheet-font-unicode": "<style>@font-face{font-family:u;src:url(T);unicode-range:U+61}*{font-family:u}</style><p>a</p>",
  "sheet-keyframes": "<style>@keyframes k{to{background:url(T)}}.k{animation:k 1s infinite}</style><p class=k>x</p>",
  "sheet-supports": "<style>@supports (display:block){.s{background:url(T)}}</style><p class=s>x</p>",
  "sheet-layer": "<style>@layer a{.l{background:url(T)}}</style><p class=l>x</p>",
  "sheet-container":
    "<style>@container (min-width:1px){.c{background:url(T)}}</style><div style='container-type:inline-size'><p class=c>x</p></div>",
  "sheet-scope": "<style>@scope (body){p{background:url(T)}}</style><p>x</p>",
  "sheet-starting":
    "<style>@starting-style{p{background:url(T)}}@property --p{syntax:'<image>';inherits:false;initial-value:url(T)}</style><p>x</p>",
  "sheet-counter-style": "<style>@counter-style q{system:cyclic;symbols:url(T)}ul{list-style:q}</style><ul><li>x</ul>",
  "sheet-page": "<style>@page{background:url(T);@top-left{content:url(T)}}</style>",
  "sheet-document": "<style>@-moz-document url-prefix(){p{background:url(T)}}</style><p>x</p>",
  "sheet-media-url": "<style>@media all{p{background:url(T)}}@media (min-width:1px){*{background-image:url(T)}}</style><p>x</p>",
  "sheet-media-nested": "<style>@media all{@media all{@media all{@media all{@media all{p{background:url(T)}}}}}}</style><p>x</p>",
  "sheet-dark-url":
    "<style>@media (prefers-color-scheme:dark){body{background:#000 url(T)}p{color:#fff;cursor:url(T),auto}}</style><p>x</p>",
  "sheet-url-forms":
    "<style>p{background:url( T )}b{background:url('T')}i{background:url(\"T\")}u{background:URL(T)}s{background:src('T')}</style><p><b><i><u><s>x</s></u></i></b></p>",
  "sheet-url-escaped":
    "<style>p{background:\\75rl(T)}b{back\\67round:url(T)}i{background:u\\72 l(T)}</style><p><b><i>x</i></b></p>",
  "sheet-url-comment": "<style>p{background:/**/url(T)/**/}b{background:url(/**/T)}</style><p><b>x</b></p>",
  "sheet-url-unclosed": "<style>p{background:url(T</style><p>x</p><style>b{background:url('T</style><b>x</b>",
  "sheet-image-functions":
    "<style>p{background:image-set('T' 1x)}b{background:-webkit-image-set(url(T) 1x)}i{background:cross-fade(url(T),red)}u{background:image('T')}s{background:element(#x)}</style><p><b><i><u><s>x</s></u></i></b></p>",
  "sheet-gradient":
    "<style>p{background:linear-gradient(url(T),red)}b{background:conic-gradient(from 0,url(T))}</style><p><b style='background:linear-gradient(red,url(T))'>x</b></p>",
  "sheet-paint":
    "<style>p{background:paint(x)}b{background:-webkit-canvas(x)}i{background:-moz-element(#x)}</style><p><b><i>x</i></b></p>",
  "sheet-var":
    "<style>*{--u:url(T)}p{background:var(--u)}b{background:var(--n,url(T))}i{background:env(x,url(T))}</style><p><b><i>x</i></b></p>",
  "sheet-attr": "<style>p{background:attr(title url)}b{content:attr(title)}</style><p title='T'><b title='T'>x</b></p>",
  "sheet-if": "<style>p{background:if(style(--x):url(T);else:url(T))}</style><p>x</p>",
  "sheet-content": "<style>p::before{content:url(T)}p::after{content:'x' url(T)}b::marker{content:url(T)}</style><p><b>x</b></p>",
  "sheet-pseudo":
    "<style>p::first-line{background:url(T)}p::selection{background:url(T)}p::placeholder{background:url(T)}::backdrop{background:url(T)}</style><p>x</p>",
  "sheet-list": "<style>ul{list-style:square url(T)}li{list-style-image:url(T)}</style><ul><li>x</ul>",
  "sheet-border-image":
    "<style>p{border:3px solid;border-image:url(T) 1;border-image-source:url(T);-webkit-border-image:url(T) 1}</style><p>x</p>",
  "sheet-mask": "<style>p{mask:url(T);mask-image:url(T);-webkit-mask-box-image:url(T);-webkit-mask:url(T)}</style><p>x</p>",
  "sheet-filter": "<style>p{filter:url(T#f);backdrop-filter:url(T#f);clip-path:url(T#c)}</style><p>x</p>",
  "sheet-shape": "<style>p{float:left;shape-outside:url(T);offset-path:url(T#p)}</style><p>x</p>",
  "sheet-cursor": "<style>body,*{cursor:url(T),auto}</style><p>x</p>",
  "sheet-svg-paint": "<style>p{fill:url(T#x);stroke:url(T#x);marker:url(T#x)}</style><p>x</p>",
  "sheet-behaviour": "<style>p{behavior:url(T);-moz-binding:url(T#x);width:expression(JS);-ms-behavior:url(T)}</style><p>x</p>",
  "sheet-script-url":
    "<style>p{background:url(javascript:JS)}b{background:url('data:text/html,<script>JS</script>')}</style><p><b>x</b></p>",
  "sheet-svg-data":
    '<style>p{background:url(\'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"><image href="T"/></svg>\')}</style><p>x</p>',
  "sheet-attribute-equal":
    "<style>a[href='https://client.example/']{background:url(T)}</style><a href='https://client.example/'>x</a>",
  "sheet-attribute-forms":
    "<style>[title^=a]{background:url(T)}[title$=a]{background:url(T)}[title*=a i]{background:url(T)}[title|=a]{background:url(T)}</style><p title=a>x</p>",
  "sheet-has":
    "<style>body:has(a){background:url(T)}p:is(p){background:url(T)}p:where(p){background:url(T)}p:not(.q){background:url(T)}</style><p><a href='https://client.example'>x</a></p>",
  "sheet-visited":
    "<style>a:visited{background:url(T)}a:any-link{background:url(T)}a:target{background:url(T)}</style><a href='https://client.example'>x</a>",
  "sheet-root": "<style>:root{background:url(T);display:none}html{background:url(T)}html,body{position:fixed}</style>x",
  "sheet-host": "<style>:host{background:url(T)}::slotted(*){background:url(T)}::part(x){background:url(T)}</style>x",
  "sheet-fold":
    "<style>details,summary,details.quote{display:none;background:url(T)}</style><p>mine</p><blockquote type=cite>x</blockquote>",
  "sheet-nesting":
    "<style>p{& b{background:url(T)}> i{background:url(T)}@media all{background:url(T)}}</style><p><b>x</b><i>y</i></p>",
  "sheet-cover":
    "<style>.o{position:fixed;inset:0;z-index:2147483647;background:red}.p{position:absolute;top:-99px}</style><p class=o>x</p><p class=p>y</p>",
  "sheet-cover-important": "<style>*{position:fixed!important;top:0!important;width:9999px!important}</style><p>x</p>",
  "sheet-move":
    "<style>p{transform:translateY(-9999px);translate:0 -999px;margin-top:-999px;text-indent:-999px;inset:0}</style><p>x</p>",
  "sheet-margins":
    "<style>p{margin:-500px;margin-inline-start:-500px;margin-block:-500px}</style><p style='margin-left:calc(0px - 500px)'>x</p>",
  "sheet-anchor": "<style>p{position-anchor:--a;top:anchor(bottom);anchor-name:--a;view-transition-name:x}</style><p>x</p>",
  "sheet-end-tag": "<style>p{content:'</style><img src=x onerror=JS>'}</style>",
  "sheet-end-escaped": "<style>p{font-family:'\\3c/style\\3e\\3cimg src=x onerror=JS\\3e'}</style><p>x</p>",
  "sheet-end-name": "<style>.\\3c\\2fstyle\\3e{color:red}#\\3c script{color:red}</style><p class='</style>'>x</p>",
  "sheet-end-attribute": "<style media='all{}</style><img src=x onerror=JS>'>p{color:red}</style>",
  "sheet-media-attribute": "<style media='all){} @import url(T); p{background:url(T)'>p{color:red}</style>",
  "sheet-type": "<style type='text/html'><img src=x onerror=JS></style><style type=module>JS</style>",
  "sheet-in-svg": "<svg><style>p{background:url(T)}</style></svg><math><style>p{background:url(T)}</style></math><p>x</p>",
  "sheet-in-noscript":
    "<noscript><style>p{background:url(T)}</style></noscript><template><style>p{background:url(T)}</style></template><p>x</p>",
  "sheet-in-table": "<table><style>td{background:url(T)}</style><tr><td>x</table>",
  "sheet-events": "<style onload=JS onerror=JS>p{color:red}</style>",
  "sheet-nul": "<style>p{backgr\0ound:url(T)}b{background:u\0rl(T)}@imp\0ort 'T';</style><p><b>x</b></p>",
  "sheet-link":
    "<link rel=stylesheet href='data:text/css,*{background:url(T)}'><link rel='alternate stylesheet' href='T' title=x>",
  "sheet-xml": "<?xml-stylesheet type='text/css' href='T'?><xml><style>p{background:url(T)}</style></xml><p>x</p>",
  "sheet-class-escape": "<p class='quote elsewhere m-body sender'>x</p><style>.quote,.elsewhere,.sender{display:none}</style>",
  "sheet-brackets":
    "<style>}}}p{background:url(T)}{{{</style><style>{}p{background:url(T)}</style><style>];p{background:url(T)}</style><p>x</p>",
  "style-shorthand": "<p style='background:red url(T) fixed;background:url(T),url(T)'>x</p>",
  "style-mixed-case": "<p style='BACKGROUND:URL(T);Background-Image:Url(T)'>x</p>",
  "style-semicolon-entity": "<p style='color:red&semi;background&colon;url&lpar;T&rpar;'>x</p>",
  "style-entities-short": "<p style='background&#58url(T)'>x</p><p style='background:&#x75;rl&#40;T&#41;'>x</p>",
  "style-newlines": "<p style='background:\nurl(\nT\n)'>x</p><p style='background:u\\\nrl(T)'>x</p>",
  "style-important": "<p style='background:url(T)!important;background-image:url(T) ! important'>x</p>",
  "style-vendor":
    "<p style='-webkit-mask:url(T);-webkit-border-image:url(T);-o-link:\"javascript:JS\";-o-link-source:current'>x</p>",
  "style-overlong": `<p style='${"color:red;".repeat(900)}background:url(T)'>x</p>`,
  "style-deep": `<p style='width:${"calc(".repeat(900)}1px;background:url(T)'>x</p>`,
  "background-spellings": "<table background=' T '><tr background=\"T\"><td BACKGROUND=T><div background='T'>x</div></table>",
  "background-break-out":
    "<td background='x\");background:url(T);y:(\"'>x</td><table background='x&quot;);background-image:url(&quot;T'><tr><td>x</table>",
  "bgcolor-break-out":
    "<div bgcolor='red;background:url(T)'>x</div><body bgcolor=\"red;background:url('T')\" text='red;background:url(T)'>x",
};
