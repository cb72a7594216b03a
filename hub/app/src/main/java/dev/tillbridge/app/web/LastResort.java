package dev.tillbridge.app.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** What failed outside any controller, told like everything else. */
@Controller
public class LastResort implements ErrorController {

  private final ProblemWriter problems;

  LastResort(ProblemWriter problems) {
    this.problems = problems;
  }

  @RequestMapping("/error")
  void tell(HttpServletRequest request, HttpServletResponse response) throws IOException {
    var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    problems.write(response, Statuses.problem(status instanceof Integer code ? code : 404));
  }
}
