package dev.tillbridge.app.api;

import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.device.Devices;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Registers: the numbers on receipts, each of which one device works as. */
@RestController
@RequestMapping("/api/v1/registers")
class RegistersApi {

  private final Devices devices;

  RegistersApi(Devices devices) {
    this.devices = devices;
  }

  record RegisterBody(@Nullable String id, @Nullable String location) {}

  /**
   * A register.
   *
   * @param device that works as it, or null
   */
  record RegisterJson(String id, String location, @Nullable UUID device) {}

  record RegistersJson(List<RegisterJson> registers) {}

  @GetMapping
  RegistersJson all() {
    return new RegistersJson(devices.registers().stream()
        .map(one -> new RegisterJson(
            one.id(),
            one.location().code(),
            one.device() == null ? null : one.device().id()))
        .toList());
  }

  /** The same again changes nothing. */
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  RegisterJson add(@RequestBody RegisterBody body, @AuthenticationPrincipal Caller caller) {
    var id = Input.text("id", body.id(), 20);
    var location = Input.location("location", body.location());
    devices.addRegister(id, location, caller.name());
    return new RegisterJson(
        id, location.code(), devices.of(id).map(one -> one.id()).orElse(null));
  }
}
