-------------------------------- MODULE Lease --------------------------------
(***************************************************************************)
(* Units lent to a register that sells without asking: a lease.            *)
(*                                                                         *)
(* Grants travel to the device over a network that loses, repeats and      *)
(* delays them as it likes. Each names the generation of the lease, the    *)
(* total granted so far, and until when the device may sell. The device    *)
(* writes each sale to its journal before it prints the receipt; entries   *)
(* form a chain, so they are booked in order, however often they come.     *)
(*                                                                         *)
(* A device may fall silent at any moment and for ever: no action of its   *)
(* is ever bound to happen. That its lease is over proves that it sells no *)
(* more, not what it has sold. Its clock is taken to be right.             *)
(***************************************************************************)
EXTENDS Integers, FiniteSets, Sequences

CONSTANTS
  Units,           \* units on the shelf at first, one SKU
  LastGeneration,  \* leases that one device gets, one after the other
  LastTime,        \* time goes from 0 to this
  Fault            \* what is planted; "none" is the protocol

ASSUME Fault \in {
  "none",
  "a repeated grant adds",
  "lost device's units freed at lease end",
  "a repeated journal entry is booked again",
  "a sealed lease takes a late grant"}

VARIABLES
  row,      \* the counters of the stock row
  ledger,   \* by cause: how many units it has moved
  lease,    \* the hub's row: generation, granted, sold, returned, until, state
  grants,   \* every grant that is under way, or could be: nothing is ever surely gone
  device,   \* the device's own: generation, total, sold, returned, until, sealed
  journal,  \* the device's entries of this generation
  booked,   \* how many of them the hub has booked
  sold,     \* units that have really left, at any till
  now       \* the time

vars == <<row, ledger, lease, grants, device, journal, booked, sold, now>>

Free == row.onHand - row.escrowed - row.suspense
Max(a, b) == IF a > b THEN a ELSE b

Delta(cause) ==
  CASE cause = "SALE"    -> [onHand |-> -1, escrowed |-> 0, suspense |-> 0]  \* by somebody else
    [] cause = "GRANT"   -> [onHand |-> 0, escrowed |-> 1, suspense |-> 0]
    [] cause = "JOURNAL" -> [onHand |-> -1, escrowed |-> -1, suspense |-> 0] \* a sale of the device
    [] cause = "RETURN"  -> [onHand |-> 0, escrowed |-> -1, suspense |-> 0]
    [] cause = "LOST"    -> [onHand |-> 0, escrowed |-> -1, suspense |-> 1]
    [] cause = "FOUND"   -> [onHand |-> -1, escrowed |-> 0, suspense |-> -1] \* a sale of a lost device
    [] cause = "FREED"   -> [onHand |-> 0, escrowed |-> 0, suspense |-> -1]
    [] cause = "COUNT"   -> [onHand |-> -1, escrowed |-> 0, suspense |-> 0]  \* not on the shelf
Causes == {"SALE", "GRANT", "JOURNAL", "RETURN", "LOST", "FOUND", "FREED", "COUNT"}

\* Moves units for several causes in one transaction; a cause may move none.
Move(units) ==
  /\ row' = [count \in DOMAIN row |->
       LET part(c) == IF c \in DOMAIN units THEN units[c] * Delta(c)[count] ELSE 0
       IN row[count] + part("SALE") + part("GRANT") + part("JOURNAL") + part("RETURN")
            + part("LOST") + part("FOUND") + part("FREED") + part("COUNT")]
  /\ ledger' = [c \in Causes |-> ledger[c] + (IF c \in DOMAIN units THEN units[c] ELSE 0)]

NewLease(generation) ==
  [generation |-> generation, granted |-> 0, sold |-> 0, returned |-> 0, until |-> 0,
   state |-> "ACTIVE"]

Init ==
  /\ row = [onHand |-> Units, escrowed |-> 0, suspense |-> 0]
  /\ ledger = [c \in Causes |-> 0]
  /\ lease = NewLease(1)
  /\ grants = {}
  /\ device = [generation |-> 1, total |-> 0, sold |-> 0, returned |-> 0, until |-> 0,
               sealed |-> FALSE]
  /\ journal = <<>>
  /\ booked = 0
  /\ sold = 0
  /\ now = 0

Outstanding == lease.granted - lease.sold - lease.returned
Rights == device.total - device.sold - device.returned
MaySell == ~device.sealed /\ now < device.until /\ Rights >= 1

-----------------------------------------------------------------------------
(* The hub. *)

\* All other sellers together: whatever is free, anybody may sell at any moment.
SellElsewhere ==
  /\ Free >= 1
  /\ sold' = sold + 1
  /\ Move([SALE |-> 1])
  /\ UNCHANGED <<lease, grants, device, journal, booked, now>>

\* Grants units, or none and only renews. It is recorded before it is sent.
Grant(units) ==
  /\ lease.state = "ACTIVE"
  /\ now < LastTime
  /\ Free >= units
  /\ units > 0 \/ lease.until < now + 1
  /\ LET granted == lease.granted + units
         until == Max(lease.until, now + 1)
     IN /\ lease' = [lease EXCEPT !.granted = granted, !.until = until]
        /\ grants' = grants \cup
             {[generation |-> lease.generation, total |-> granted, until |-> until]}
  /\ Move([GRANT |-> units])
  /\ UNCHANGED <<device, journal, booked, sold, now>>

\* An entry of the journal arrives. The chain tells which one is due; any other changes nothing.
Book ==
  /\ booked < Len(journal)
  /\ LET entry == journal[booked + 1]
         rest == IF entry = "seal" THEN Outstanding ELSE 1
         hidden == lease.state = "SUSPENSE"
     IN CASE lease.state = "COUNTED" ->
               \* The count has seen it already: a sale corrects the variance, not the shelf.
               /\ UNCHANGED <<row, ledger>>
               /\ lease' = IF entry = "seal" THEN [lease EXCEPT !.state = "CLOSED"] ELSE lease
          [] lease.state = "CLOSED" -> UNCHANGED <<row, ledger, lease>>
          [] entry = "sale" ->
               /\ Move(IF hidden THEN [FOUND |-> 1] ELSE [JOURNAL |-> 1])
               /\ lease' = [lease EXCEPT !.sold = @ + 1]
          [] OTHER ->
               /\ Move(IF hidden THEN [FREED |-> rest] ELSE [RETURN |-> rest])
               /\ lease' = [lease EXCEPT !.returned = @ + rest,
                                         !.state = IF entry = "seal" THEN "CLOSED" ELSE @]
  /\ booked' = booked + 1
  /\ UNCHANGED <<grants, device, journal, sold, now>>

\* The planted mistake.
PlantedBookAgain ==
  /\ Fault = "a repeated journal entry is booked again"
  /\ booked > 0
  /\ journal[booked] = "sale"
  /\ lease.state = "ACTIVE"
  /\ Outstanding >= 1
  /\ Move([JOURNAL |-> 1])
  /\ lease' = [lease EXCEPT !.sold = @ + 1]
  /\ UNCHANGED <<grants, device, journal, booked, sold, now>>

\* Given up for lost, rightly or not: its units may be gone or not. Nobody sells them.
DeclareLost ==
  /\ lease.state = "ACTIVE"
  /\ lease.granted > 0
  /\ IF Fault = "lost device's units freed at lease end"
     THEN /\ now >= lease.until
          /\ Move([RETURN |-> Outstanding])
          /\ lease' = [lease EXCEPT !.returned = @ + Outstanding, !.state = "CLOSED"]
     ELSE /\ Move([LOST |-> Outstanding])
          /\ lease' = [lease EXCEPT !.state = "SUSPENSE"]
  /\ UNCHANGED <<grants, device, journal, booked, sold, now>>

\* Somebody counts the shelf. That may be done once the lease is over, because then nothing that
\* happens at the lost device can make the count untrue.
Count ==
  /\ lease.state = "SUSPENSE"
  /\ now >= lease.until
  /\ Move([FREED |-> row.suspense, COUNT |-> row.onHand - (Units - sold)])
  /\ lease' = [lease EXCEPT !.state = "COUNTED"]
  /\ UNCHANGED <<grants, device, journal, booked, sold, now>>

\* The next lease: once the seal of the last one is booked.
LeaseAgain ==
  /\ lease.state = "CLOSED"
  /\ lease.generation < LastGeneration
  /\ booked = Len(journal)
  /\ device.sealed
  /\ lease' = NewLease(lease.generation + 1)
  /\ UNCHANGED <<row, ledger, grants, device, journal, booked, sold, now>>

-----------------------------------------------------------------------------
(* The device. *)

\* Any grant that was ever sent arrives, in any order, again and again.
Deliver ==
  \E grant \in grants :
    /\ \/ /\ grant.generation = device.generation
          /\ ~device.sealed \/ Fault = "a sealed lease takes a late grant"
          /\ device' = [device EXCEPT
               !.total = IF Fault = "a repeated grant adds" /\ grant.total > 0
                         THEN @ + 1 ELSE Max(@, grant.total),
               !.until = Max(@, grant.until),
               !.sealed = FALSE]
          /\ device'.total <= Units + 1
          /\ UNCHANGED <<journal, booked>>
       \/ /\ grant.generation > device.generation
          /\ device.sealed
          /\ device' = [generation |-> grant.generation, total |-> grant.total, sold |-> 0,
                        returned |-> 0, until |-> grant.until, sealed |-> FALSE]
          /\ journal' = <<>>
          /\ booked' = 0
    /\ UNCHANGED <<row, ledger, lease, grants, sold, now>>

Sell ==
  /\ MaySell
  /\ device' = [device EXCEPT !.sold = @ + 1]
  /\ journal' = Append(journal, "sale")
  /\ sold' = sold + 1
  /\ UNCHANGED <<row, ledger, lease, grants, booked, now>>

\* Gives one unit back and goes on with the others.
GiveBack ==
  /\ ~device.sealed
  /\ Rights >= 1
  /\ device' = [device EXCEPT !.returned = @ + 1]
  /\ journal' = Append(journal, "back")
  /\ UNCHANGED <<row, ledger, lease, grants, booked, sold, now>>

\* Stops for good: whatever is not sold is the hub's again, with grants that never arrived.
Seal ==
  /\ ~device.sealed
  /\ journal' = Append(journal, "seal")
  /\ device' = [device EXCEPT !.sealed = TRUE]
  /\ UNCHANGED <<row, ledger, lease, grants, booked, sold, now>>

Tick ==
  /\ now < LastTime
  /\ now' = now + 1
  /\ UNCHANGED <<row, ledger, lease, grants, device, journal, booked, sold>>

-----------------------------------------------------------------------------
Next ==
  \/ SellElsewhere \/ Grant(0) \/ Grant(1) \/ Book \/ PlantedBookAgain
  \/ DeclareLost \/ Count \/ LeaseAgain
  \/ Deliver \/ Sell \/ GiveBack \/ Seal \/ Tick

\* Time goes by, and a person counts in the end.
Spec == Init /\ [][Next]_vars /\ WF_vars(Tick) /\ WF_vars(Count)

-----------------------------------------------------------------------------
\* Judged by the goods: nobody hands over what is not there.
I1_NoUnitIsSoldTwice == sold <= Units

\* Sales in a stretch of the journal.
Sales(from, to) == Cardinality({n \in from..to : journal[n] = "sale"})

I4_TheLedgerExplainsTheShelf ==
  /\ \A count \in DOMAIN row :
       row[count] = (IF count = "onHand" THEN Units ELSE 0)
         + ledger["SALE"] * Delta("SALE")[count] + ledger["GRANT"] * Delta("GRANT")[count]
         + ledger["JOURNAL"] * Delta("JOURNAL")[count] + ledger["RETURN"] * Delta("RETURN")[count]
         + ledger["LOST"] * Delta("LOST")[count] + ledger["FOUND"] * Delta("FOUND")[count]
         + ledger["FREED"] * Delta("FREED")[count] + ledger["COUNT"] * Delta("COUNT")[count]
  /\ \A count \in DOMAIN row : row[count] >= 0
  /\ Free >= 0
  /\ row.escrowed = IF lease.state = "ACTIVE" THEN Outstanding ELSE 0
  /\ row.suspense = IF lease.state = "SUSPENSE" THEN Outstanding ELSE 0

\* Each grant and each entry has had its effect once.
I5_OneKeyOneEffect ==
  lease.generation = device.generation =>
    /\ device.total <= lease.granted
    /\ lease.state = "ACTIVE" => lease.sold = Sales(1, booked)

\* What the device could still sell, and what it has sold that no book and no count knows of.
Usable == IF device.sealed \/ now >= device.until THEN 0 ELSE Rights
Unsent == IF lease.state = "COUNTED" THEN 0 ELSE Sales(booked + 1, Len(journal))
I8_ADeviceHasWhatWasCarvedOut == Usable + Unsent <= row.escrowed + row.suspense

L1_SuspenseEnds == lease.state = "SUSPENSE" ~> lease.state # "SUSPENSE"

L2_AfterQuietNothingLeaks ==
  lease.state \in {"CLOSED", "COUNTED"} /\ (device.sealed \/ now >= device.until)
    => Free = Units - sold
=============================================================================
