"""Words and turns by which a judgement is known, German and English, in small letters; no logic but lookups."""

from claims.text.wordlists import listed

PHRASES = (
    " meiner meinung nach ", " meines erachtens ", " ich finde ", " ich glaube ", " ich meine ", " ich hoffe ",
    " ich fürchte ", " ich denke ", " aus meiner sicht ", " zum glück ", " hoffentlich ", " leider ", " wie schön ",
    " es ist höchste zeit ", " höchste zeit ", " es wird zeit ", " es ist an der zeit ", " das ist ein skandal ",
    " man darf gespannt sein ", " darf man gespannt sein ", " bleibt zu hoffen ", " bleibt abzuwarten ",
    " wäre wünschenswert ", " es wäre schön ", " es wäre gut ", " es wäre besser ", " wäre es gut ", " wäre es besser ",
    " wäre schade ", " schade wäre ", " schade ist ", " schade, dass ", " gut so ", " so weit, so gut ", " geht es kaum ",
    " man möchte ", " man kann nur ", " man könnte meinen ", " man fragt sich ", " da kann man nur ", " gott sei dank ",
    " das darf nicht sein ", " so geht es nicht ", " so kann es nicht weitergehen ", " das reicht nicht ", " kein wunder ",
    " wer hätte das gedacht ", " da bleibt nur ", " kann noch heiter werden ", " das überrascht nicht ", " selten sah man ", " allemal ", " forgive me ", " put it mildly ", " putting it mildly ", " putting it kindly ", " hard to see how ", " hard to imagine ", " es braucht endlich ", " in my view ",
    " in my opinion ", " i think ", " i believe ", " i hope ", " i fear ", " i feel ", " unfortunately ", " thankfully ",
    " it is high time ", " it is time to ", " it is time for ", " one can only hope ", " let us hope ", " let's hope ",
    " it remains to be seen ", " frankly ", " shame on ", " give us pause ", " no wonder ", " sadly ", " mercifully ",
    " hardly make it up ", " you couldn't make it up ", " couldn't make this up ", " it beggars belief ", " so be it ",
    " about time ", " the least we can do ", " good riddance ", " enough is enough ", " to be ashamed ",
)  # fmt: skip
WORDS_DE = listed(
    "gut schlecht schön schlimm furchtbar schrecklich großartig grossartig wunderbar skandalös peinlich absurd "
    "unerträglich unfassbar beschämend traurig dumm klug falsch richtig fatal grotesk zynisch feige mutig "
    "lächerlich skandal schande armutszeugnis katastrophe farce irrsinn wahnsinn blamage tragödie fehler "
    "überfällig unverantwortlich verantwortungslos kurzsichtig hervorragend langweilig spannend beeindruckend "
    "bedauerlich erfreulich gerecht ungerecht fair unfair naiv heuchlerisch verlogen wichtig nötig sinnvoll "
    "frustrierend ärgerlich nervig seltsam merkwürdig komisch kurios bizarr skurril albern lachhaft beklagenswert "
    "bedenklich fragwürdig zweifelhaft unsinnig sinnlos unnötig überflüssig töricht blöd bescheuert verrückt irre "
    "empörend unverschämt dreist frech schamlos infam perfide schäbig kleinlich erbärmlich jämmerlich kläglich miserabel "
    "desaströs verheerend dramatisch tragisch ungeheuerlich unglaublich unbegreiflich unverständlich inakzeptabel "
    "unwürdig würdelos respektlos rücksichtslos herzlos kaltherzig gnadenlos gefährlich leichtsinnig fahrlässig "
    "vernünftig weise besonnen bewundernswert lobenswert vorbildlich genial brillant fantastisch phantastisch toll "
    "super prima herrlich wunderschön atemberaubend überwältigend sensationell grandios spektakulär furios famos "
    "hässlich scheußlich abscheulich widerlich ekelhaft grässlich entsetzlich trist öde fade sympathisch unsympathisch "
    "arrogant überheblich anmaßend selbstgerecht scheinheilig bigott borniert engstirnig weltfremd realitätsfern "
    "ehrlich unehrlich aufrichtig glaubwürdig unglaubwürdig überzeugend schwach stark einseitig oberflächlich "
    "unsinn blödsinn quatsch mumpitz humbug heuchelei zumutung frechheit unverschämtheit trauerspiel tiefpunkt "
    "bankrotterklärung offenbarungseid debakel desaster fiasko drama albtraum alptraum segen glücksfall hoffnungsschimmer "
    "kopfschütteln augenwischerei mogelpackung luftnummer schnapsidee irrweg holzweg sackgasse luxus pflicht "
    "politik lösung zeichen signal armut fortschritt rückschritt schlamperei schwachsinn wunder ironie "
    "bitter hart erstaunlich bemerkenswert verständlich unverzichtbar unerlässlich notwendig dringend teuer erledigt"
) - listed("politik lösung signal zeichen teuer gefährlich hart stark schwach pflicht armut dramatisch verheerend tragisch")  # fmt: skip
WORDS_EN = listed(
    "good bad beautiful terrible awful great wonderful scandalous embarrassing absurd unbearable shameful sad "
    "stupid clever wrong right fatal grotesque cynical brave ridiculous scandal disgrace disaster farce madness "
    "tragedy mistake overdue irresponsible shortsighted excellent boring exciting impressive fair unfair naive "
    "frustrating annoying strange odd weird bizarre silly laughable lamentable questionable dubious pointless needless "
    "foolish daft crazy insane outrageous brazen shameless infamous shabby petty pathetic pitiful miserable dire "
    "disastrous monstrous unbelievable incredible incomprehensible unacceptable undignified disrespectful reckless "
    "heartless merciless careless sensible wise admirable laudable exemplary brilliant fantastic superb lovely gorgeous "
    "breathtaking glorious sensational spectacular ugly hideous disgusting horrible dreadful appalling ghastly bleak "
    "arrogant pompous sanctimonious hypocritical bigoted narrow-minded honest dishonest sincere convincing "
    "unconvincing one-sided shallow nonsense rubbish hypocrisy insult outrage lowlight fiasco debacle nightmare blessing "
    "short-sighted godsend sham joke travesty folly idiocy lunacy irony shame pity delight triumph marvel mess best worst "
    "astonishing remarkable understandable indispensable bitter ashamed obscene brave cowardly callous cruel"
) - listed("best worst right")  # fmt: skip
# Titles of columns by which the whole text is one person's view.
COLUMNS = listed(
    "kommentar meinung leitartikel kolumne glosse essay gastbeitrag standpunkt zwischenruf editorial opinion "
    "comment column op-ed commentary views viewpoint debatte"
)
