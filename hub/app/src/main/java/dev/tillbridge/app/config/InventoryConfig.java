package dev.tillbridge.app.config;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.inventory.CountLimits;
import dev.tillbridge.hub.inventory.Damages;
import dev.tillbridge.hub.inventory.GoodsReturns;
import dev.tillbridge.hub.inventory.Inventory;
import dev.tillbridge.hub.inventory.LowStock;
import dev.tillbridge.hub.inventory.PurchaseOrders;
import dev.tillbridge.hub.inventory.Receiving;
import dev.tillbridge.hub.inventory.SoldGoods;
import dev.tillbridge.hub.inventory.SoldLine;
import dev.tillbridge.hub.inventory.StocktakeReader;
import dev.tillbridge.hub.inventory.Stocktakes;
import dev.tillbridge.hub.inventory.TrackedGoods;
import dev.tillbridge.hub.inventory.Transfers;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.sales.SaleView;
import dev.tillbridge.hub.sales.Sales;
import dev.tillbridge.hub.sales.SoldUnits;
import dev.tillbridge.hub.stock.Stock;
import java.time.InstantSource;
import java.util.stream.IntStream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Places and states, one bean a facade. */
@Configuration(proxyBeanMethods = false)
public class InventoryConfig {

  @Bean
  Inventory inventory(
      JdbcClient jdbc,
      TransactionTemplate tx,
      InstantSource clock,
      Stock stock,
      Places places,
      Cases cases,
      // Sales in turn tell the inventory which units were sold.
      ObjectProvider<Sales> sales) {
    return new Inventory(
        jdbc,
        tx,
        clock,
        new Inventory.Neighbours(
            stock, places, cases, id -> sales.getObject().find(id).map(InventoryConfig::sold)));
  }

  private static SoldGoods.Sold sold(SaleView sale) {
    return new SoldGoods.Sold(
        sale.location(),
        sale.state().equals("FULFILLED"),
        IntStream.range(0, sale.lines().size())
            .mapToObj(i -> new SoldGoods.Line(
                sale.lines().get(i).sku(), sale.lines().get(i).quantity(), sale.kept(i + 1)))
            .toList());
  }

  @Bean
  Transfers transfers(Inventory inventory) {
    return inventory.transfers();
  }

  @Bean
  Stocktakes stocktakes(Inventory inventory) {
    return inventory.stocktakes();
  }

  @Bean
  StocktakeReader stocktakeReader(Inventory inventory) {
    return inventory.stocktakeReader();
  }

  @Bean
  CountLimits countLimits(Inventory inventory) {
    return inventory.countLimits();
  }

  @Bean
  GoodsReturns goodsReturns(Inventory inventory) {
    return inventory.returns();
  }

  @Bean
  Damages damages(Inventory inventory) {
    return inventory.damages();
  }

  @Bean
  PurchaseOrders purchaseOrders(Inventory inventory) {
    return inventory.purchaseOrders();
  }

  @Bean
  Receiving receiving(Inventory inventory) {
    return inventory.receiving();
  }

  @Bean
  LowStock lowStock(Inventory inventory) {
    return inventory.lowStock();
  }

  @Bean
  TrackedGoods trackedGoods(Inventory inventory) {
    return inventory.trackedGoods();
  }

  @Bean
  SoldUnits soldUnits(TrackedGoods tracked) {
    return (sale, lines) -> tracked.sold(
        sale.id(),
        sale.receiptNumber(),
        sale.location(),
        sale.soldAt(),
        lines.stream()
            .map(l -> new SoldLine(l.sku(), l.quantity(), l.serials(), l.lot()))
            .toList());
  }
}
