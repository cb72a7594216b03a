--------------------------------- MODULE Shop ---------------------------------
(***************************************************************************)
(* Units on show in an outside shop that sells without asking, while tills *)
(* sell from the same shelf.                                               *)
(*                                                                         *)
(* The shop has a number of its own. It is changed by compare-and-set      *)
(* under a key; requests may come late and again and again, answers may    *)
(* never come. To show more, units are carved out here first; to show      *)
(* less, the number is lowered first. Orders and cancellations happen in   *)
(* the shop and are read later, one by one, in any order.                  *)
(*                                                                         *)
(* What we believe of the number moves by differences. When a compare-and- *)
(* set fails, we look: the number, a reading of all orders that finds      *)
(* nothing new, the number again. It is believed only if it stood still    *)
(* and we changed nothing meanwhile.                                       *)
(***************************************************************************)
EXTENDS Integers, FiniteSets, TLC

CONSTANTS
  Units,    \* units on the shelf at first, one SKU
  Orders,   \* orders that customers of the shop may place, one unit each
  LastKey,  \* so many changes of the shop's number
  Edits,    \* so often the shop's own people lower the number
  Buffer,   \* units kept back when a fault pools the shelf
  Fault     \* what is planted; "none" is the protocol

ASSUME Fault \in {
  "none",
  "the shop told free minus buffer without escrow",
  "a lost compare-and-set answer booked as done",
  "the shop's number is raised before units are carved out",
  "the shop's number is set without comparing",
  "a lower number is adopted though it did not stand still",
  "a number is adopted although orders came in meanwhile",
  "a cancelled order's unit is always carved out again",
  "the shop forgets a key"}

VARIABLES
  row,      \* the counters of the stock row; escrowed is the shop's
  shown,    \* what we believe the shop's number to be
  doubt,    \* a change was refused: more may be carved out than is needed, until we have looked
  change,   \* the change that is under way, or NoChange
  key,      \* keys used so far
  look,     \* how far a look at the shop has come
  number,   \* the shop's number
  order,    \* by order: none, new, read, cancelled, reversed
  asked,    \* by key: the request that was sent
  result,   \* by key: what the shop has done with it
  edits,    \* how often its people have lowered the number
  tills     \* units sold at tills

vars == <<row, shown, doubt, change, key, look, number, order, asked, result, edits, tills>>

Free == row.onHand - row.committed - row.escrowed
Min(a, b) == IF a < b THEN a ELSE b
Max(a, b) == IF a > b THEN a ELSE b
Keys == 1..LastKey
NoChange == [key |-> 0, from |-> 0, to |-> 0]
NoLook == [step |-> "none", first |-> 0, orders |-> <<>>]
With(state) == {o \in Orders : order[o] = state}
Unread == With("new") \cup With("cancelled")

Init ==
  /\ row = [onHand |-> Units, committed |-> 0, escrowed |-> 0]
  /\ shown = 0
  /\ doubt = FALSE
  /\ change = NoChange
  /\ key = 0
  /\ look = NoLook
  /\ number = 0
  /\ order = [o \in Orders |-> "none"]
  /\ asked = [k \in Keys |-> NoChange]
  /\ result = [k \in Keys |-> "none"]
  /\ edits = 0
  /\ tills = 0

\* Whatever moves our belief makes a look that is under way worthless.
Stale(l) == IF l.step \in {"again", "adopt"} THEN NoLook ELSE l

\* What must stand behind a belief: the number that the shop has if the change under way was applied
\* or was not, whichever is larger.
Behind(belief) == Max(0, Max(belief, belief + change.to - change.from))

-----------------------------------------------------------------------------
(* The shop. *)

Buy(o) ==
  /\ order[o] = "none"
  /\ number >= 1
  /\ number' = number - 1
  /\ order' = [order EXCEPT ![o] = "new"]
  /\ UNCHANGED <<row, shown, doubt, change, key, look, asked, result, edits, tills>>

\* The shop puts the unit back on show by itself. If we had not read the order, there is nothing
\* that we shall ever have to do about it.
Cancel(o) ==
  /\ order[o] \in {"new", "read"}
  /\ number' = number + 1
  /\ order' = [order EXCEPT ![o] = IF @ = "new" THEN "reversed" ELSE "cancelled"]
  /\ UNCHANGED <<row, shown, doubt, change, key, look, asked, result, edits, tills>>

Edit ==
  /\ edits < Edits
  /\ number >= 1
  /\ number' = number - 1
  /\ edits' = edits + 1
  /\ UNCHANGED <<row, shown, doubt, change, key, look, order, asked, result, tills>>

\* A request arrives: for the first time, or again, or long after we gave it up. The shop remembers
\* each key with its result, whatever that was, and does nothing twice.
Receive(k) ==
  /\ asked[k] # NoChange
  /\ result[k] = "none" \/ Fault = "the shop forgets a key"
  /\ IF number = asked[k].from \/ Fault = "the shop's number is set without comparing"
     THEN /\ number' = asked[k].to
          /\ result' = [result EXCEPT ![k] = "done"]
     ELSE /\ number' = number
          /\ result' = [result EXCEPT ![k] = IF @ = "none" THEN "stale" ELSE @]
  /\ UNCHANGED <<row, shown, doubt, change, key, look, order, asked, edits, tills>>

-----------------------------------------------------------------------------
(* The hub: orders and tills. *)

SellAtTill ==
  /\ Free >= 1
  /\ row' = [row EXCEPT !.onHand = @ - 1]
  /\ tills' = tills + 1
  /\ UNCHANGED <<shown, doubt, change, key, look, number, order, asked, result, edits>>

\* The unit comes from what was carved out, else from what is free, else there is none: a case.
Read(o) ==
  /\ order[o] = "new"
  /\ order' = [order EXCEPT ![o] = "read"]
  /\ row' = [row EXCEPT !.committed = @ + 1, !.escrowed = Max(0, @ - 1)]
  /\ shown' = shown - 1
  /\ look' = Stale(look)
  /\ UNCHANGED <<doubt, change, key, number, asked, result, edits, tills>>

ReadCancellation(o) ==
  /\ order[o] = "cancelled"
  /\ order' = [order EXCEPT ![o] = "reversed"]
  /\ row' = [row EXCEPT !.committed = @ - 1, !.escrowed =
       IF Fault = "a cancelled order's unit is always carved out again" THEN @ + 1
       ELSE Max(@, Behind(shown + 1))]
  /\ shown' = shown + 1
  /\ look' = Stale(look)
  /\ UNCHANGED <<doubt, change, key, number, asked, result, edits, tills>>

-----------------------------------------------------------------------------
(* The hub: the number. *)

\* Which number is best is policy; any that the shelf could back is allowed here.
Decide ==
  /\ Fault # "the shop told free minus buffer without escrow"
  /\ change = NoChange
  /\ key < LastKey
  /\ \E target \in 0..(Free + Min(Max(shown, 0), row.escrowed)) :
       /\ target # shown
       /\ change' = [key |-> key + 1, from |-> shown, to |-> target]
       /\ row' = IF target > shown /\ Fault # "the shop's number is raised before units are carved out"
                 THEN [row EXCEPT !.escrowed = Max(@, target)] ELSE row
  /\ key' = key + 1
  /\ asked' = [asked EXCEPT ![key'] = change']
  /\ look' = NoLook
  /\ UNCHANGED <<shown, doubt, number, order, result, edits, tills>>

\* Only a definite success moves our belief, and frees what was taken back.
Stand ==
  LET moved == change.to - change.from IN
  /\ change' = NoChange
  /\ shown' = shown + moved
  /\ row' = [row EXCEPT !.escrowed =
       IF moved < 0 THEN @ - Min(-moved, @)
       ELSE IF Fault = "the shop's number is raised before units are carved out"
            THEN Max(@, Min(shown + moved, @ + Max(Free, 0))) ELSE @]

HearDone ==
  /\ change # NoChange
  /\ result[change.key] = "done"
  /\ Stand
  /\ UNCHANGED <<doubt, key, look, number, order, asked, result, edits, tills>>

HearStale ==
  /\ change # NoChange
  /\ result[change.key] = "stale"
  /\ change' = NoChange
  /\ doubt' = TRUE
  /\ UNCHANGED <<row, shown, key, look, number, order, asked, result, edits, tills>>

\* The planted mistake: no answer came, "it will have worked".
PlantedBookAsDone ==
  /\ Fault = "a lost compare-and-set answer booked as done"
  /\ change # NoChange
  /\ Stand
  /\ UNCHANGED <<doubt, key, look, number, order, asked, result, edits, tills>>

\* The planted mistake: the number is free less a buffer, with all orders read and compared.
PlantedPool ==
  /\ Fault = "the shop told free minus buffer without escrow"
  /\ Unread = {}
  /\ number # Max(0, Free - Buffer)
  /\ number' = Max(0, Free - Buffer)
  /\ shown' = number'
  /\ UNCHANGED <<row, doubt, change, key, look, order, asked, result, edits, tills>>

-----------------------------------------------------------------------------
(* A look: the number, a reading of all orders that finds nothing new, the number again. *)

LookFirst ==
  /\ look = NoLook
  /\ doubt
  /\ change = NoChange
  /\ look' = [step |-> "orders", first |-> number, orders |-> order]
  /\ UNCHANGED <<row, shown, doubt, change, key, number, order, asked, result, edits, tills>>

\* A reading is complete for what was there when it began. If it finds anything new, the look begins
\* again. If not, any change of our belief from now on spoils it.
LookAtOrders ==
  /\ look.step = "orders"
  /\ look' = IF \/ Unread = {} /\ order = look.orders
                \/ Unread = {} /\ Fault = "a number is adopted although orders came in meanwhile"
             THEN [look EXCEPT !.step = "again", !.orders = <<>>] ELSE NoLook
  /\ UNCHANGED <<row, shown, doubt, change, key, number, order, asked, result, edits, tills>>

\* The second reading; the shop may move on before we act on it.
LookAgain ==
  /\ look.step = "again"
  /\ look' = IF number = look.first
             THEN [look EXCEPT !.step = "adopt"]
             ELSE IF Fault = "a lower number is adopted though it did not stand still"
             THEN [look EXCEPT !.step = "adopt", !.first = number]
             ELSE NoLook
  /\ UNCHANGED <<row, shown, doubt, change, key, number, order, asked, result, edits, tills>>

\* Takes the number for true and squares the escrow with it, as far as there are units.
Adopt ==
  /\ look.step = "adopt"
  /\ change = NoChange
  /\ shown' = look.first
  /\ row' = [row EXCEPT !.escrowed =
       IF @ >= look.first THEN look.first ELSE @ + Min(look.first - @, Max(Free, 0))]
  /\ doubt' = FALSE
  /\ look' = NoLook
  /\ UNCHANGED <<change, key, number, order, asked, result, edits, tills>>

-----------------------------------------------------------------------------
Next ==
  \/ \E o \in Orders : Buy(o) \/ Cancel(o) \/ Read(o) \/ ReadCancellation(o)
  \/ Edit \/ SellAtTill
  \/ \E k \in Keys : Receive(k)
  \/ Decide \/ HearDone \/ HearStale \/ PlantedBookAsDone \/ PlantedPool
  \/ LookFirst \/ LookAtOrders \/ LookAgain \/ Adopt

Spec == Init /\ [][Next]_vars

\* Orders are alike.
Alike == Permutations(Orders)

-----------------------------------------------------------------------------
\* Judged by the customers: each has a unit, or will get one.
Bought == With("new") \cup With("read")
I1_NoUnitIsSoldTwice == tills + Cardinality(Bought) <= Units

I4_TheLedgerExplainsTheShelf ==
  /\ row.onHand = Units - tills
  /\ row.committed = Cardinality(With("read") \cup With("cancelled"))
  /\ row.escrowed >= 0
  /\ Free + Cardinality(With("cancelled")) >= 0

\* A cancelled order of which we have not read gave its unit to the number already; until we do,
\* that unit counts as committed with us.
I8_AShopHasWhatWasCarvedOut ==
  number + Cardinality(With("new")) <= row.escrowed + Cardinality(With("cancelled"))

Quiet == change = NoChange /\ ~doubt /\ Unread = {} /\ shown = number
L2_AfterQuietNothingLeaks == Quiet => row.escrowed = number

=============================================================================
