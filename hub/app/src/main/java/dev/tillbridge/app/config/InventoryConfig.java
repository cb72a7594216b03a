package dev.tillbridge.app.config;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.inventory.CountLimits;
import dev.tillbridge.hub.inventory.Damages;
import dev.tillbridge.hub.inventory.GoodsReturns;
import dev.tillbridge.hub.inventory.Inventory;
import dev.tillbridge.hub.inventory.SoldGoods;
import dev.tillbridge.hub.inventory.StocktakeReader;
import dev.tillbridge.hub.inventory.Stocktakes;
import dev.tillbridge.hub.inventory.Transfers;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.sales.SaleView;
import dev.tillbridge.hub.sales.Sales;
import dev.tillbridge.hub.stock.Stock;
import dev.tillbridge.model.stock.StockLine;
import java.time.InstantSource;
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
      Sales sales) {
    return new Inventory(
        jdbc,
        tx,
        clock,
        new Inventory.Neighbours(
            stock, places, cases, id -> sales.find(id).map(InventoryConfig::sold)));
  }

  private static SoldGoods.Sold sold(SaleView sale) {
    return new SoldGoods.Sold(
        sale.location(),
        sale.state().equals("FULFILLED"),
        sale.lines().stream().map(l -> new StockLine(l.sku(), l.quantity())).toList());
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
}
