------------------------------- MODULE Endings -------------------------------
(***************************************************************************)
(* How a hold ends: committed, released or run out, exactly one of them,   *)
(* while money is on its way through a gateway whose answers may be lost.  *)
(*                                                                         *)
(* That a promise is sound is shown in Holds; here it is one step. Each    *)
(* ending is one conditional update of the hold's state, so it is one step *)
(* too: whoever comes second finds the state changed and acts on that.     *)
(*                                                                         *)
(* Money: authorise, commit the hold, capture. What the gateway did and    *)
(* what we know of it are two things; between them lies a network. We ask  *)
(* until we know. A customer may also authorise a payment behind our back, *)
(* on a page left open, after his hold is long over: the late payment.     *)
(***************************************************************************)
EXTENDS Integers, FiniteSets, TLC

CONSTANTS
  Ids,    \* carts, one unit each, all of one SKU
  Units,  \* units on the shelf at first
  Fault   \* what is planted; "none" is the protocol

ASSUME Fault \in {
  "none",
  "expiry judged by the committer's clock",
  "a late payment is captured before its units are there",
  "a capture is repeated under another key",
  "an authorisation without goods is forgotten"}

VARIABLES
  hold,      \* by id: the state in PostgreSQL
  again,     \* carts that were paid late and whose second hold was committed at once
  left,      \* carts whose goods have left
  row,       \* the counters of the stock row
  ledger,    \* the movements: pairs of cause and id
  over,      \* holds whose time is over, by PostgreSQL's clock
  payment,   \* by id: what we know, as our own record says
  gateway,   \* by id: what the gateway did
  captures,  \* by id: how often it took the money
  cases      \* carts of which a person has been told

vars == <<hold, again, left, row, ledger, over, payment, gateway, captures, cases>>

Free == row.onHand - row.held - row.committed
Lasting == {"HELD", "PAYING"}
Over == {"RELEASED", "EXPIRED"}
HasGoods(id) == hold[id] = "COMMITTED" \/ id \in again

\* The effect of each cause on the shelf.
Delta(cause) ==
  CASE cause = "HOLD" -> [onHand |-> 0, held |-> 1, committed |-> 0]
    [] cause = "COMMIT" -> [onHand |-> 0, held |-> -1, committed |-> 1]
    [] cause \in {"RELEASE", "EXPIRY"} -> [onHand |-> 0, held |-> -1, committed |-> 0]
    [] cause = "LATE" -> [onHand |-> 0, held |-> 0, committed |-> 1]
    [] cause = "FULFILMENT" -> [onHand |-> -1, held |-> 0, committed |-> -1]

Move(cause, id) ==
  /\ row' = [count \in DOMAIN row |-> row[count] + Delta(cause)[count]]
  /\ ledger' = ledger \cup {<<cause, id>>}

Init ==
  /\ hold = [id \in Ids |-> "none"]
  /\ again = {}
  /\ left = {}
  /\ row = [onHand |-> Units, held |-> 0, committed |-> 0]
  /\ ledger = {}
  /\ over = {}
  /\ payment = [id \in Ids |-> "none"]
  /\ gateway = [id \in Ids |-> "none"]
  /\ captures = [id \in Ids |-> 0]
  /\ cases = {}

-----------------------------------------------------------------------------
(* The hold. *)

Reserve(id) ==
  /\ hold[id] = "none"
  /\ Free >= 1
  /\ hold' = [hold EXCEPT ![id] = "HELD"]
  /\ Move("HOLD", id)
  /\ UNCHANGED <<again, left, over, payment, gateway, captures, cases>>

Release(id) ==
  /\ hold[id] = "HELD"
  /\ hold' = [hold EXCEPT ![id] = "RELEASED"]
  /\ Move("RELEASE", id)
  /\ UNCHANGED <<again, left, over, payment, gateway, captures, cases>>

\* Time goes by, also while money is on its way.
RunOut(id) ==
  /\ hold[id] \in Lasting
  /\ over' = over \cup {id}
  /\ UNCHANGED <<hold, again, left, row, ledger, payment, gateway, captures, cases>>

\* Only the sweeper looks at the clock, PostgreSQL's own, and it passes PAYING by.
Sweep(id) ==
  /\ hold[id] = "HELD"
  /\ id \in over
  /\ hold' = [hold EXCEPT ![id] = "EXPIRED"]
  /\ Move("EXPIRY", id)
  /\ UNCHANGED <<again, left, over, payment, gateway, captures, cases>>

\* Commits if the hold is still there. The planted mistake asks another clock instead, which may say
\* anything: "it cannot be over yet, so it is still there".
StillThere(id) ==
  \/ hold[id] \in Lasting
  \/ /\ Fault = "expiry judged by the committer's clock"
     /\ hold[id] = "EXPIRED"

Commit(id) ==
  /\ StillThere(id)
  /\ payment[id] = "authorised"
  /\ hold' = [hold EXCEPT ![id] = "COMMITTED"]
  /\ Move("COMMIT", id)
  /\ UNCHANGED <<again, left, over, payment, gateway, captures, cases>>

\* Paid in cash: the commit is part of the sale. A payment that the same customer began elsewhere is
\* then in excess.
PayCash(id) ==
  /\ StillThere(id)
  /\ payment[id] = "none"
  /\ hold' = [hold EXCEPT ![id] = "COMMITTED"]
  /\ payment' = [payment EXCEPT ![id] = "cash"]
  /\ Move("COMMIT", id)
  /\ UNCHANGED <<again, left, over, gateway, captures, cases>>

Fulfil(id) ==
  /\ HasGoods(id)
  /\ id \notin left
  /\ left' = left \cup {id}
  /\ Move("FULFILMENT", id)
  /\ UNCHANGED <<hold, again, over, payment, gateway, captures, cases>>

-----------------------------------------------------------------------------
(* Money. *)

StartPaying(id) ==
  /\ hold[id] = "HELD"
  /\ payment[id] = "none"
  /\ hold' = [hold EXCEPT ![id] = "PAYING"]
  /\ payment' = [payment EXCEPT ![id] = "asking"]
  /\ UNCHANGED <<again, left, row, ledger, over, gateway, captures, cases>>

\* The gateway decides; that we hear of it is another step, and may come much later.
Authorise(id) ==
  /\ payment[id] = "asking"
  /\ gateway[id] = "none"
  /\ \E answer \in {"authorised", "declined"} : gateway' = [gateway EXCEPT ![id] = answer]
  /\ UNCHANGED <<hold, again, left, row, ledger, over, payment, captures, cases>>

AuthoriseBehindOurBack(id) ==
  /\ hold[id] # "none"
  /\ payment[id] \in {"none", "cash"}
  /\ gateway[id] = "none"
  /\ gateway' = [gateway EXCEPT ![id] = "authorised"]
  /\ UNCHANGED <<hold, again, left, row, ledger, over, payment, captures, cases>>

Learn(id) ==
  /\ payment[id] \in {"none", "asking"}
  /\ gateway[id] \in {"authorised", "declined"}
  /\ payment' = [payment EXCEPT ![id] = gateway[id]]
  /\ UNCHANGED <<hold, again, left, row, ledger, over, gateway, captures, cases>>

\* A definite no, and only that, frees the units: at once, or when their time is over.
Declined(id) ==
  /\ payment[id] = "declined"
  /\ hold[id] = "PAYING"
  /\ \/ /\ hold' = [hold EXCEPT ![id] = "RELEASED"]
        /\ Move("RELEASE", id)
     \/ /\ hold' = [hold EXCEPT ![id] = "HELD"]
        /\ UNCHANGED <<row, ledger>>
  /\ UNCHANGED <<again, left, over, payment, gateway, captures, cases>>

\* Paid too late, and the shelf has a unit: hold again and commit in one transaction.
CommitLate(id) ==
  /\ payment[id] \in {"authorised"} \cup
       (IF Fault = "a late payment is captured before its units are there" THEN {"captured"} ELSE {})
  /\ hold[id] \in Over
  /\ id \notin again
  /\ Free >= 1
  /\ again' = again \cup {id}
  /\ Move("LATE", id)
  /\ UNCHANGED <<hold, left, over, payment, gateway, captures, cases>>

\* Paid too late, and nothing is left: the money goes back, and a person is told, in one transaction.
TurnBack(id) ==
  /\ payment[id] = "authorised"
  /\ hold[id] \in Over
  /\ id \notin again
  /\ Free < 1
  /\ payment' = [payment EXCEPT
       ![id] = IF Fault = "an authorisation without goods is forgotten" THEN "forgotten" ELSE "voiding"]
  /\ cases' = cases \cup {id}
  /\ UNCHANGED <<hold, again, left, row, ledger, over, gateway, captures>>

TurnBackExcess(id) ==
  /\ payment[id] = "cash"
  /\ gateway[id] = "authorised"
  /\ payment' = [payment EXCEPT ![id] = "voiding"]
  /\ UNCHANGED <<hold, again, left, row, ledger, over, gateway, captures, cases>>

StartCapture(id) ==
  /\ payment[id] = "authorised"
  /\ HasGoods(id) \/ Fault = "a late payment is captured before its units are there"
  /\ payment' = [payment EXCEPT ![id] = "capturing"]
  /\ UNCHANGED <<hold, again, left, row, ledger, over, gateway, captures, cases>>

\* Sent as often as it takes, under one key: the first takes the money, the others change nothing.
Capture(id) ==
  /\ payment[id] = "capturing"
  /\ \/ gateway[id] = "authorised"
     \/ /\ Fault = "a capture is repeated under another key"
        /\ gateway[id] = "captured"
        /\ captures[id] < 2
  /\ gateway' = [gateway EXCEPT ![id] = "captured"]
  /\ captures' = [captures EXCEPT ![id] = @ + 1]
  /\ UNCHANGED <<hold, again, left, row, ledger, over, payment, cases>>

LearnCaptured(id) ==
  /\ payment[id] = "capturing"
  /\ gateway[id] = "captured"
  /\ payment' = [payment EXCEPT ![id] = "captured"]
  /\ UNCHANGED <<hold, again, left, row, ledger, over, gateway, captures, cases>>

Void(id) ==
  /\ payment[id] = "voiding"
  /\ gateway[id] = "authorised"
  /\ gateway' = [gateway EXCEPT ![id] = "voided"]
  /\ UNCHANGED <<hold, again, left, row, ledger, over, payment, captures, cases>>

LearnVoided(id) ==
  /\ payment[id] = "voiding"
  /\ gateway[id] = "voided"
  /\ payment' = [payment EXCEPT ![id] = "voided"]
  /\ UNCHANGED <<hold, again, left, row, ledger, over, gateway, captures, cases>>

-----------------------------------------------------------------------------
Next ==
  \E id \in Ids :
    \/ Reserve(id) \/ Release(id) \/ RunOut(id) \/ Sweep(id)
    \/ Commit(id) \/ PayCash(id) \/ Fulfil(id)
    \/ StartPaying(id) \/ Authorise(id) \/ AuthoriseBehindOurBack(id) \/ Learn(id) \/ Declined(id)
    \/ CommitLate(id) \/ TurnBack(id) \/ TurnBackExcess(id)
    \/ StartCapture(id) \/ Capture(id) \/ LearnCaptured(id) \/ Void(id) \/ LearnVoided(id)

\* Time goes by, the sweeper sweeps, the gateway answers in the end, and we ask until we know.
Fairness ==
  \A id \in Ids :
    /\ WF_vars(RunOut(id)) /\ WF_vars(Sweep(id)) /\ WF_vars(Commit(id))
    /\ WF_vars(Authorise(id)) /\ WF_vars(Learn(id)) /\ WF_vars(Declined(id))
    /\ WF_vars(CommitLate(id) \/ TurnBack(id)) /\ WF_vars(TurnBackExcess(id))
    /\ WF_vars(StartCapture(id)) /\ WF_vars(Capture(id)) /\ WF_vars(LearnCaptured(id))
    /\ WF_vars(Void(id)) /\ WF_vars(LearnVoided(id))

Spec == Init /\ [][Next]_vars /\ Fairness

\* Carts are alike. Not to be used where it is about liveness.
Alike == Permutations(Ids)

-----------------------------------------------------------------------------
\* Judged by the carts, not by the counters: who has a claim on a unit that is still there?
Claims ==
  {id \in Ids : hold[id] \in Lasting}
    \cup {id \in Ids : HasGoods(id) /\ id \notin left}
I1_NoUnitIsPromisedTwice == Cardinality(Claims) + Cardinality(left) <= Units

Endings(id) == {cause \in {"COMMIT", "RELEASE", "EXPIRY"} : <<cause, id>> \in ledger}
I3_AHoldEndsOnce ==
  \A id \in Ids :
    /\ Cardinality(Endings(id)) <= 1
    /\ hold[id] \in Lasting => Endings(id) = {}

Total(count) ==
  LET cause(c) == Cardinality({line \in ledger : line[1] = c}) * Delta(c)[count]
  IN cause("HOLD") + cause("COMMIT") + cause("RELEASE") + cause("EXPIRY") + cause("LATE")
       + cause("FULFILMENT")
I4_TheLedgerExplainsTheShelf ==
  /\ \A count \in DOMAIN row :
       row[count] = Total(count) + (IF count = "onHand" THEN Units ELSE 0)
  /\ \A count \in DOMAIN row : row[count] >= 0
  /\ Free >= 0

I6_CapturedMoneyHasGoodsOrACase ==
  \A id \in Ids :
    /\ gateway[id] = "captured" => HasGoods(id) \/ id \in cases
    /\ captures[id] <= 1

L1_EveryHoldEnds == \A id \in Ids : hold[id] \in Lasting ~> hold[id] \notin Lasting

\* No customer's money is kept waiting for ever.
L1_EveryAuthorisationEnds ==
  \A id \in Ids : gateway[id] = "authorised" ~> gateway[id] # "authorised"

L2_AfterQuietNothingLeaks ==
  (\A id \in Ids : hold[id] \notin Lasting /\ (HasGoods(id) => id \in left))
    => Free = row.onHand /\ row.onHand = Units - Cardinality(left)
=============================================================================
