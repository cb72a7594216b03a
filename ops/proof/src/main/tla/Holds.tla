-------------------------------- MODULE Holds --------------------------------
(***************************************************************************)
(* How units are promised: batches of wishes from several hubs, decided    *)
(* and recorded by PostgreSQL, with a Redis in front that may say anything *)
(* at all; hubs that die, answers that get lost, and a fence.              *)
(*                                                                         *)
(* A wish is a cart: a sequence of lines, each of one unit, so two lines   *)
(* of one SKU are two units. All its units are promised, or none.          *)
(*                                                                         *)
(* A batch is one transaction of the server. It runs on by itself, whether *)
(* or not the hub that sent it still lives, listens, or gets the answer:   *)
(*                                                                         *)
(*   sent -> claimed -> decided -> done                                    *)
(*                                                                         *)
(* "claimed" holds the location's row shared and the ids; "decided" holds  *)
(* the stock rows too. Until "done" nothing of it can be seen or survives. *)
(***************************************************************************)
EXTENDS Integers, FiniteSets, TLC

CONSTANTS
  Hubs,        \* the hubs that batch this location
  OnHand,      \* units on the shelf, by SKU
  Carts,       \* lines, by id of the wish
  MostAtOnce,  \* wishes in one batch, at most
  LastEpoch,   \* the fence may fall until the epoch is this
  Fault        \* what is planted; "none" is the protocol

ASSUME Fault \in {
  "none",
  "the recording statement does not check quantities again",
  "the fence does not wait for batches",
  "release by counter instead of by id",
  "units given back on an unknown outcome",
  "two lines of one SKU checked one by one",
  "a refusal of Redis is final",
  "no tombstone on an unknown outcome"}

VARIABLES
  hold,     \* by id: the state in PostgreSQL, "none" before there is a row
  under,    \* by id: the epoch that the row carries
  held,     \* by SKU: units held, as the stock row says
  ledger,   \* the movements: pairs of cause and cause id
  epoch,    \* of the location
  open,     \* is the location OPEN? Else it is FENCED
  seen,     \* holds that whoever fenced found after the last fence had fallen
  batch,    \* by hub: the transaction that runs for it on the server
  hub,      \* by hub: what it is doing, and for whom
  told      \* by id: what its caller was told

vars == <<hold, under, held, ledger, epoch, open, seen, batch, hub, told>>

Ids == DOMAIN Carts
Skus == DOMAIN OnHand

Max(a, b) == IF a > b THEN a ELSE b
Units(id, sku) == Cardinality({line \in DOMAIN Carts[id] : Carts[id][line] = sku})
SkusOf(ids) == {sku \in Skus : \E id \in ids : Units(id, sku) > 0}

RECURSIVE Sum(_, _)
Sum(ids, sku) ==
  IF ids = {} THEN 0
  ELSE LET one == CHOOSE id \in ids : TRUE IN Units(one, sku) + Sum(ids \ {one}, sku)

Free(sku) == OnHand[sku] - held[sku]

\* Together, over all lines and all wishes, they fit into what is free.
Fit(ids) == \A sku \in SkusOf(ids) : Sum(ids, sku) <= Free(sku)

\* The planted mistake looks at each line by itself, beside the other carts.
LineByLine(ids) ==
  \A id \in ids : \A sku \in SkusOf({id}) : Sum(ids \ {id}, sku) + 1 <= Free(sku)

Fits(ids) ==
  IF Fault = "two lines of one SKU checked one by one" THEN LineByLine(ids) ELSE Fit(ids)

Nothing == [phase |-> "none", ids |-> {}, claimed |-> {}, yes |-> {}, epoch |-> 0]
Idle == [mood |-> "idle", ids |-> {}]

Running(h) == batch[h].phase \in {"claimed", "decided"}
Claiming(id) == \E h \in Hubs : Running(h) /\ id \in batch[h].claimed
Locked(sku) == \E h \in Hubs : batch[h].phase = "decided" /\ sku \in SkusOf(batch[h].claimed)

Promised == {id \in Ids : hold[id] = "HELD"}
Final == {"REFUSED", "VOID", "RELEASED"}

\* What a caller is told when he asks about a row.
Answer(state) ==
  CASE state = "HELD" -> "granted"
    [] state = "REFUSED" -> "refused"
    [] OTHER -> "ended"

Init ==
  /\ hold = [id \in Ids |-> "none"]
  /\ under = [id \in Ids |-> 0]
  /\ held = [sku \in Skus |-> 0]
  /\ ledger = {}
  /\ epoch = 1
  /\ open = TRUE
  /\ seen = {}
  /\ batch = [h \in Hubs |-> Nothing]
  /\ hub = [h \in Hubs |-> Idle]
  /\ told = [id \in Ids |-> "nothing"]

-----------------------------------------------------------------------------
(* A batch, step by step. *)

\* Callers ask until they are told, any hub, and two hubs at once.
Send(h) ==
  /\ hub[h] = Idle
  /\ batch[h] = Nothing
  /\ \E ids \in SUBSET {id \in Ids : told[id] = "nothing"} :
       /\ ids # {}
       /\ Cardinality(ids) <= MostAtOnce
       /\ hub' = [hub EXCEPT ![h] = [mood |-> "waiting", ids |-> ids]]
       /\ batch' = [batch EXCEPT ![h] = [Nothing EXCEPT !.phase = "sent", !.ids = ids]]
  /\ UNCHANGED <<hold, under, held, ledger, epoch, open, seen, told>>

\* Reads the location's row "for share" and inserts the ids that nobody has; an id that another
\* transaction is just inserting is waited for.
Claim(h) ==
  /\ batch[h].phase = "sent"
  /\ open
  /\ \A id \in batch[h].ids : ~Claiming(id)
  /\ batch' = [batch EXCEPT ![h] =
       [Nothing EXCEPT !.phase = "claimed",
                       !.claimed = {id \in batch[h].ids : hold[id] = "none"},
                       !.epoch = epoch]]
  /\ UNCHANGED <<hold, under, held, ledger, epoch, open, seen, hub, told>>

\* Wishes are granted in order of arrival while they fit, so those that are granted fit, and no other
\* fits beside them. Those in "certain" are not asked whether they fit.
Grantable(wanted, certain) ==
  {yes \in SUBSET wanted :
     /\ certain \subseteq yes
     /\ yes = certain \/ Fits(yes)
     /\ \A id \in wanted \ yes : ~Fits(yes \cup {id})}

\* Locks the stock rows and decides. "shut" is what Redis turned away: any wishes whatever, because
\* Redis may hold any value at any time. PostgreSQL believes none of it.
Decide(h) ==
  /\ batch[h].phase = "claimed"
  /\ \A sku \in SkusOf(batch[h].claimed) : ~Locked(sku)
  /\ \E shut \in SUBSET batch[h].claimed :
       LET wanted == batch[h].claimed IN
       \E yes \in
           CASE Fault = "the recording statement does not check quantities again" ->
                  Grantable(wanted, wanted \ shut)
             [] Fault = "a refusal of Redis is final" -> Grantable(wanted \ shut, {})
             [] OTHER -> Grantable(wanted, {}) :
         batch' = [batch EXCEPT ![h].phase = "decided", ![h].yes = yes]
  /\ UNCHANGED <<hold, under, held, ledger, epoch, open, seen, hub, told>>

\* COMMIT. Nobody may be listening any more.
Record(h) ==
  /\ batch[h].phase = "decided"
  /\ LET b == batch[h] IN
     /\ hold' = [id \in Ids |->
                  IF id \in b.yes THEN "HELD"
                  ELSE IF id \in b.claimed THEN "REFUSED" ELSE hold[id]]
     /\ under' = [id \in Ids |-> IF id \in b.claimed THEN b.epoch ELSE under[id]]
     /\ held' = [sku \in Skus |-> held[sku] + Sum(b.yes, sku)]
     /\ ledger' = ledger \cup {<<"HOLD", id>> : id \in b.yes}
  /\ batch' = [batch EXCEPT ![h] = IF hub[h].mood = "waiting"
                                   THEN [Nothing EXCEPT !.phase = "done"] ELSE Nothing]
  /\ UNCHANGED <<epoch, open, seen, hub, told>>

\* The server rolls back: a deadlock, a crash of PostgreSQL, a location that is fenced. A hub that
\* hears of it tells its callers to ask again with the same id.
Abort(h) ==
  /\ batch[h].phase \in {"sent", "claimed", "decided"}
  /\ batch' = [batch EXCEPT ![h] = Nothing]
  /\ hub' = [hub EXCEPT ![h] = IF @.mood = "waiting" THEN Idle ELSE @]
  /\ UNCHANGED <<hold, under, held, ledger, epoch, open, seen, told>>

Hear(h) ==
  /\ batch[h].phase = "done"
  /\ told' = [id \in Ids |-> IF id \in hub[h].ids THEN Answer(hold[id]) ELSE told[id]]
  /\ batch' = [batch EXCEPT ![h] = Nothing]
  /\ hub' = [hub EXCEPT ![h] = Idle]
  /\ UNCHANGED <<hold, under, held, ledger, epoch, open, seen>>

-----------------------------------------------------------------------------
(* Hubs that die or are left in the dark. *)

\* The connection is lost, or the hub waits no longer: whatever the server is doing, it goes on.
LoseAnswer(h) ==
  /\ hub[h].mood = "waiting"
  /\ hub' = [hub EXCEPT ![h].mood = "dark"]
  /\ batch' = [batch EXCEPT ![h] = IF @.phase = "done" THEN Nothing ELSE @]
  /\ UNCHANGED <<hold, under, held, ledger, epoch, open, seen, told>>

Crash(h) ==
  /\ hub[h] # Idle
  /\ hub' = [hub EXCEPT ![h] = Idle]
  /\ batch' = [batch EXCEPT ![h] = IF @.phase = "done" THEN Nothing ELSE @]
  /\ UNCHANGED <<hold, under, held, ledger, epoch, open, seen, told>>

\* Bars the id unless it is known; the insert waits for a transaction that is claiming it. Then the
\* row says for ever what happened, even if a batch that was sent long ago only now arrives.
Resolve(h, id) ==
  /\ hub[h].mood = "dark"
  /\ id \in hub[h].ids
  /\ Fault # "units given back on an unknown outcome"
  /\ Fault = "no tombstone on an unknown outcome" \/ ~Claiming(id)
  /\ hold' = [hold EXCEPT ![id] =
               IF @ = "none" /\ Fault # "no tombstone on an unknown outcome" THEN "VOID" ELSE @]
  /\ told' = [told EXCEPT ![id] = Answer(hold[id])]
  /\ hub' = [hub EXCEPT ![h] =
              IF @.ids = {id} THEN Idle ELSE [@ EXCEPT !.ids = @ \ {id}]]
  /\ UNCHANGED <<under, held, ledger, epoch, open, seen, batch>>

\* The planted mistake: "it failed, so the units are free again".
PlantedGiveBack(h, id) ==
  /\ Fault = "units given back on an unknown outcome"
  /\ hub[h].mood = "dark"
  /\ id \in hub[h].ids
  /\ \A sku \in SkusOf({id}) : ~Locked(sku)
  /\ held' = [sku \in Skus |-> Max(0, held[sku] - Units(id, sku))]
  /\ hub' = [hub EXCEPT ![h] =
              IF @.ids = {id} THEN Idle ELSE [@ EXCEPT !.ids = @ \ {id}]]
  /\ UNCHANGED <<hold, under, ledger, epoch, open, seen, batch, told>>

-----------------------------------------------------------------------------
(* Release, by whoever knows the id, as often as he likes. An unknown id is barred. *)

Release(id) ==
  /\ ~Claiming(id)
  /\ LET again == Fault = "release by counter instead of by id" /\ hold[id] = "RELEASED"
         givesBack == hold[id] = "HELD" \/ again
     IN /\ hold[id] = "none" \/ givesBack
        /\ givesBack => open /\ \A sku \in SkusOf({id}) : ~Locked(sku)
        /\ hold' = [hold EXCEPT ![id] = IF @ = "none" THEN "VOID" ELSE "RELEASED"]
        /\ held' = [sku \in Skus |->
                     Max(0, held[sku] - (IF givesBack THEN Units(id, sku) ELSE 0))]
        /\ ledger' = IF givesBack THEN ledger \cup {<<"RELEASE", id>>} ELSE ledger
  /\ told' = [told EXCEPT ![id] = "ended"]
  /\ UNCHANGED <<under, epoch, open, seen, batch, hub>>

-----------------------------------------------------------------------------
(* The fence: an update of the location's row, so it waits for all who hold that row shared. *)

Fence ==
  /\ open
  /\ epoch < LastEpoch
  /\ Fault = "the fence does not wait for batches" \/ \A h \in Hubs : ~Running(h)
  /\ epoch' = epoch + 1
  /\ open' = FALSE
  /\ seen' = {id \in Ids : hold[id] # "none"}
  /\ UNCHANGED <<hold, under, held, ledger, batch, hub, told>>

Reopen ==
  /\ ~open
  /\ open' = TRUE
  /\ UNCHANGED <<hold, under, held, ledger, epoch, seen, batch, hub, told>>

-----------------------------------------------------------------------------
Next ==
  \/ \E h \in Hubs :
       \/ Send(h) \/ Claim(h) \/ Decide(h) \/ Record(h) \/ Abort(h) \/ Hear(h)
       \/ LoseAnswer(h) \/ Crash(h)
       \/ \E id \in Ids : Resolve(h, id) \/ PlantedGiveBack(h, id)
  \/ \E id \in Ids : Release(id)
  \/ Fence \/ Reopen

Spec == Init /\ [][Next]_vars /\ WF_vars(Reopen)

\* Hubs are alike. Not to be used where it is about liveness.
Alike == Permutations(Hubs)

-----------------------------------------------------------------------------
(* What must always hold; the numbers are those of the protocol's page. *)

\* Judged by the holds themselves, not by the counter that is kept of them.
I1_NoUnitIsPromisedTwice == \A sku \in Skus : Sum(Promised, sku) <= OnHand[sku]

I2_WhatWasAcknowledgedIsThere ==
  \A id \in Ids :
    /\ told[id] = "granted" => hold[id] \in {"HELD", "RELEASED"}
    /\ told[id] = "refused" => hold[id] = "REFUSED"
    /\ told[id] = "ended" => hold[id] \notin {"HELD", "REFUSED"}

I3_AHoldEndsOnce == [][\A id \in Ids : hold[id] \in Final => hold'[id] = hold[id]]_vars

InLedger(cause) == {id \in Ids : <<cause, id>> \in ledger}
I4_TheLedgerExplainsTheShelf ==
  \A sku \in Skus :
    /\ held[sku] = Sum(InLedger("HOLD"), sku) - Sum(InLedger("RELEASE"), sku)
    /\ Free(sku) >= 0

I5_OneKeyOneEffect ==
  \A id \in Ids :
    /\ <<"HOLD", id>> \in ledger <=> hold[id] \in {"HELD", "RELEASED"}
    /\ <<"RELEASE", id>> \in ledger <=> hold[id] = "RELEASED"
I5_SameKeySameAnswer ==
  [][\A id \in Ids : told[id] # "nothing" => told'[id] \in {told[id], "ended"}]_vars

\* Whoever fenced has read every hold of the epochs before.
I7_NothingOfAnOldEpochCommits ==
  \A id \in Ids : hold[id] # "none" /\ under[id] \in 1..(epoch - 1) => id \in seen

\* Redis said no, and no other reason: then the answer must not be no.
I9_ARefusalIsPostgresqlsToo ==
  [][\A h \in Hubs : batch[h].phase = "claimed" /\ batch'[h].phase = "decided" =>
       \A id \in batch[h].claimed \ batch'[h].yes : ~Fit(batch'[h].yes \cup {id})]_vars

Quiet == \A h \in Hubs : hub[h] = Idle /\ batch[h] = Nothing
L2_AfterQuietNothingLeaks ==
  Quiet /\ Promised = {} => \A sku \in Skus : Free(sku) = OnHand[sku]

L3_AFenceOpensAgain == ~open ~> open

-----------------------------------------------------------------------------
(* The sizes that are checked. *)

Shelf == [A |-> 2, B |-> 1]
LastUnit == [A |-> 1]
\* Two of A in two lines; one of each, in either order.
TwoCarts == [p |-> <<"A", "A">>, q |-> <<"A", "B">>]
ThreeCarts == [p |-> <<"A", "A">>, q |-> <<"A", "B">>, r |-> <<"B", "A">>]
SingleCarts == [p |-> <<"A">>, q |-> <<"A">>, r |-> <<"A">>]
=============================================================================
