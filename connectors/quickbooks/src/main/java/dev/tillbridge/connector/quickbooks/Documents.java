package dev.tillbridge.connector.quickbooks;

import com.intuit.ipp.data.Account;
import com.intuit.ipp.data.Attachable;
import com.intuit.ipp.data.CreditMemo;
import com.intuit.ipp.data.Customer;
import com.intuit.ipp.data.Department;
import com.intuit.ipp.data.Deposit;
import com.intuit.ipp.data.IntuitBatchRequest;
import com.intuit.ipp.data.IntuitEntity;
import com.intuit.ipp.data.IntuitResponse;
import com.intuit.ipp.data.Invoice;
import com.intuit.ipp.data.Item;
import com.intuit.ipp.data.JournalEntry;
import com.intuit.ipp.data.ObjectFactory;
import com.intuit.ipp.data.Payment;
import com.intuit.ipp.data.RefundReceipt;
import com.intuit.ipp.data.SalesReceipt;
import com.intuit.ipp.exception.SerializationException;
import com.intuit.ipp.serialization.JSONSerializer;
import java.util.ArrayList;
import java.util.List;
import javax.xml.bind.JAXBElement;
import org.jspecify.annotations.Nullable;

/**
 * Intuit's JSON, by Intuit's own serializer. It reads numbers through a double, which gives back
 * every amount of up to 15 digits exactly; QuickBooks has no larger ones.
 */
final class Documents {

  private static final ObjectFactory WRAP = new ObjectFactory();

  private Documents() {}

  /** What to send; every empty field is left out. */
  static String json(IntuitEntity entity) {
    try {
      return new JSONSerializer().serialize(wrapped(entity));
    } catch (SerializationException e) {
      throw new IllegalStateException(entity.getClass() + " of ours cannot be written", e);
    }
  }

  /** What to send as a batch. */
  static String json(IntuitBatchRequest batch) {
    try {
      return new JSONSerializer().serialize(WRAP.createIntuitBatchRequest(batch));
    } catch (SerializationException e) {
      throw new IllegalStateException("a batch of ours cannot be written", e);
    }
  }

  /** As the serializer wants it, under its name. */
  static JAXBElement<? extends IntuitEntity> wrapped(IntuitEntity entity) {
    return switch (entity) {
      case SalesReceipt receipt -> WRAP.createSalesReceipt(receipt);
      case RefundReceipt refund -> WRAP.createRefundReceipt(refund);
      case Invoice invoice -> WRAP.createInvoice(invoice);
      case CreditMemo credit -> WRAP.createCreditMemo(credit);
      case Payment payment -> WRAP.createPayment(payment);
      case JournalEntry journal -> WRAP.createJournalEntry(journal);
      case Deposit deposit -> WRAP.createDeposit(deposit);
      case Account account -> WRAP.createAccount(account);
      case Item item -> WRAP.createItem(item);
      case Customer customer -> WRAP.createCustomer(customer);
      case Department department -> WRAP.createDepartment(department);
      case com.intuit.ipp.data.Class type -> WRAP.createClass(type);
      case Attachable file -> WRAP.createAttachable(file);
      default -> throw new IllegalArgumentException(entity.getClass() + " is not sent");
    };
  }

  /** An answer, or null if it is none of QuickBooks'. */
  static @Nullable IntuitResponse read(String json) {
    try {
      return (IntuitResponse) new JSONSerializer().deserialize(json, IntuitResponse.class);
    } catch (SerializationException | RuntimeException e) {
      return null;
    }
  }

  /** The entity in an answer to a create, or null if it holds none of this kind. */
  static <T extends IntuitEntity> @Nullable T created(IntuitResponse response, Class<T> kind) {
    JAXBElement<? extends IntuitEntity> entity = response.getIntuitObject();
    return entity != null && kind.isInstance(entity.getValue())
        ? kind.cast(entity.getValue())
        : null;
  }

  /** Everything in an answer to a question for changes, or null if it is no such answer. */
  static @Nullable List<IntuitEntity> changed(IntuitResponse response) {
    if (response.getCDCResponse() == null || response.getCDCResponse().isEmpty()) {
      return null;
    }
    var all = new ArrayList<IntuitEntity>();
    for (var answer : response.getCDCResponse()) {
      if (answer.getFault() != null) {
        return null;
      }
      for (var part : answer.getQueryResponse()) {
        if (part.getFault() != null) {
          return null;
        }
        part.getIntuitObject().forEach(one -> all.add(one.getValue()));
      }
    }
    return all;
  }

  /** The entities in an answer to a query, or null if it is no such answer. */
  static <T extends IntuitEntity> @Nullable List<T> found(IntuitResponse response, Class<T> kind) {
    return response.getQueryResponse() == null
        ? null
        : response.getQueryResponse().getIntuitObject().stream()
            .map(JAXBElement::getValue)
            .filter(kind::isInstance)
            .map(kind::cast)
            .toList();
  }
}
