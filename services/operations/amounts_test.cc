// Fuel, materials, energies and products through the API.
#include "services/operations/operations_fixture.h"

namespace sems::operations {
namespace {

using common::v1::BATCH_OUTCOME_NOT_SAVED;
using common::v1::BATCH_OUTCOME_SAVED;
using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

class AmountsTest : public OperationsTest {
 protected:
  v1::FuelUse Fuel(const std::string& month, const std::string& day, const std::string& amount) {
    v1::FuelUse line;
    line.set_emission_facility_id(facility_);
    line.set_fuel_id(fuel_);
    line.set_month(month);
    line.set_day(day);
    line.set_amount(amount);
    return line;
  }
  v1::SaveFuelUsesResponse SaveFuel(const std::vector<v1::FuelUse>& lines) {
    v1::SaveFuelUsesRequest request;
    request.set_site_id(site_);
    for (const auto& line : lines) *request.add_lines() = line;
    auto saved =
        Ask(harness_, operator_, *fuels_, &v1::FuelUseService::Stub::SaveFuelUses, request);
    EXPECT_TRUE(saved.ok()) << saved.status();
    return saved.value_or(v1::SaveFuelUsesResponse());
  }
  v1::ListFuelUsesResponse ListFuel(const std::string& period) {
    v1::ListFuelUsesRequest request;
    request.set_site_id(site_);
    request.set_period(period);
    auto listed =
        Ask(harness_, operator_, *fuels_, &v1::FuelUseService::Stub::ListFuelUses, request);
    EXPECT_TRUE(listed.ok()) << listed.status();
    return listed.value_or(v1::ListFuelUsesResponse());
  }

  std::string fuel_ = MakeItem(facility::v1::ITEM_KIND_FUEL, facility::v1::CODE_TABLE_FUEL, "1");
  std::string facility_ = MakeEmissionFacility("1", fuel_);
  std::unique_ptr<v1::FuelUseService::Stub> fuels_ = Stub<v1::FuelUseService>();
  std::unique_ptr<v1::MaterialUseService::Stub> materials_ = Stub<v1::MaterialUseService>();
  std::unique_ptr<v1::EnergyUseService::Stub> energies_ = Stub<v1::EnergyUseService>();
  std::unique_ptr<v1::ProductOutputService::Stub> products_ = Stub<v1::ProductOutputService>();
};

TEST_F(AmountsTest, FuelByMonthOrByDayButNotBoth) {
  ASSERT_EQ(SaveFuel({Fuel("2026-10", "", "22166"), Fuel("", "2026-11-01", "700.5"),
                      Fuel("", "2026-11-02", "701")})
                .outcome(),
            BATCH_OUTCOME_SAVED);
  const auto mixed = SaveFuel({Fuel("", "2026-10-05", "1")});
  EXPECT_EQ(mixed.outcome(), BATCH_OUTCOME_NOT_SAVED);
  EXPECT_THAT(Told(mixed.errors()), ElementsAre("0 day MONTH_AND_DAY"));
  EXPECT_EQ(mixed.errors(0).item(), "emission_facility 1 fuel 1 2026-10-05");
  EXPECT_THAT(Told(SaveFuel({Fuel("2026-11", "", "1")}).errors()),
              ElementsAre("0 month MONTH_AND_DAY"));

  const auto year = ListFuel("2026");
  EXPECT_EQ(year.total_size(), 3);
  EXPECT_EQ(year.fuel_uses(0).month(), "2026-10");
  EXPECT_EQ(year.fuel_uses(0).day(), "");
  EXPECT_EQ(year.fuel_uses(0).amount(), "22166");
  EXPECT_EQ(ListFuel("2026-11").total_size(), 2);

  // From the total to days: the total goes in the same call.
  v1::FuelUse total = Fuel("2026-10", "", "");
  total.set_etag(year.fuel_uses(0).etag());
  total.set_remove(true);
  EXPECT_EQ(SaveFuel({total, Fuel("", "2026-10-05", "1")}).outcome(), BATCH_OUTCOME_SAVED);
  EXPECT_EQ(ListFuel("2026-10").fuel_uses(0).day(), "2026-10-05");

  const auto month = GetMonth("2026-11");
  ASSERT_TRUE(month.ok()) << month.status();
  ASSERT_EQ(month->fuel_uses_size(), 2);
  EXPECT_EQ(month->fuel_uses(0).day(), "2026-11-01");
  EXPECT_EQ(month->fuel_uses(0).amount(), "700.5");
}

// IEPS manual, 01 ②: 다음해 1월 말까지.
TEST_F(AmountsTest, AmountsAreLateFromFebruaryOfTheNextYear) {
  SetToday(absl::CivilDay(2027, 1, 31));
  SaveFuel({Fuel("2026-01", "", "1")});
  SetToday(absl::CivilDay(2027, 2, 1));
  SaveFuel({Fuel("2026-12", "", "2"), Fuel("2027-01", "", "3")});
  const auto listed = ListFuel("2026");
  ASSERT_EQ(listed.fuel_uses_size(), 2);
  EXPECT_FALSE(listed.fuel_uses(0).entry().late());
  EXPECT_TRUE(listed.fuel_uses(1).entry().late());
  EXPECT_FALSE(ListFuel("2027").fuel_uses(0).entry().late());
}

TEST_F(AmountsTest, MaterialsEnergiesAndProductsAreKeptApart) {
  const std::string material =
      MakeItem(facility::v1::ITEM_KIND_MATERIAL, facility::v1::CODE_TABLE_MATERIAL, "7");
  const std::string energy =
      MakeItem(facility::v1::ITEM_KIND_ENERGY, facility::v1::CODE_TABLE_ENERGY, "8");
  const std::string product =
      MakeItem(facility::v1::ITEM_KIND_PRODUCT, facility::v1::CODE_TABLE_PRODUCT, "9");

  v1::SaveMaterialUsesRequest materials;
  materials.set_site_id(site_);
  v1::MaterialUse& ammonia = *materials.add_lines();
  ammonia.set_material_id(material);
  ammonia.set_month("2026-10");
  ammonia.set_amount("8.746");
  auto saved = Ask(harness_, operator_, *materials_,
                   &v1::MaterialUseService::Stub::SaveMaterialUses, materials);
  ASSERT_TRUE(saved.ok()) << saved.status();
  ASSERT_EQ(saved->outcome(), BATCH_OUTCOME_SAVED) << saved->DebugString();

  v1::SaveEnergyUsesRequest energies;
  energies.set_site_id(site_);
  v1::EnergyUse& electricity = *energies.add_lines();
  electricity.set_energy_id(energy);
  electricity.set_month("2026-10");
  electricity.set_amount("2875200");
  EXPECT_EQ(
      Ask(harness_, operator_, *energies_, &v1::EnergyUseService::Stub::SaveEnergyUses, energies)
          ->outcome(),
      BATCH_OUTCOME_SAVED);
  // A product is no energy.
  electricity.set_energy_id(product);
  auto wrong =
      Ask(harness_, operator_, *energies_, &v1::EnergyUseService::Stub::SaveEnergyUses, energies);
  ASSERT_TRUE(wrong.ok()) << wrong.status();
  EXPECT_THAT(Told(wrong->errors()), ElementsAre("0 energy_id UNKNOWN_ENERGY"));

  v1::SaveProductOutputsRequest products;
  products.set_site_id(site_);
  v1::ProductOutput& power = *products.add_lines();
  power.set_product_id(product);
  power.set_month("2026-10");
  power.set_amount("39643.129");
  EXPECT_EQ(Ask(harness_, operator_, *products_,
                &v1::ProductOutputService::Stub::SaveProductOutputs, products)
                ->outcome(),
            BATCH_OUTCOME_SAVED);
  power.set_amount("39643.13");
  EXPECT_THAT(Told(Ask(harness_, operator_, *products_,
                       &v1::ProductOutputService::Stub::SaveProductOutputs, products)
                       ->errors()),
              ElementsAre("0 etag ETAG_MISMATCH"));

  v1::ListProductOutputsRequest list;
  list.set_site_id(site_);
  list.set_period("2026");
  auto listed = Ask(harness_, officer_, *products_,
                    &v1::ProductOutputService::Stub::ListProductOutputs, list);
  ASSERT_TRUE(listed.ok()) << listed.status();
  ASSERT_EQ(listed->total_size(), 1);
  EXPECT_EQ(listed->product_outputs(0).product_id(), product);
  EXPECT_EQ(listed->product_outputs(0).amount(), "39643.129");

  const auto month = GetMonth("2026-10");
  ASSERT_TRUE(month.ok()) << month.status();
  ASSERT_EQ(month->material_uses_size(), 1);
  EXPECT_EQ(month->material_uses(0).amount(), "8.746");
  ASSERT_EQ(month->energy_uses_size(), 1);
  EXPECT_EQ(month->energy_uses(0).item_id(), energy);
  ASSERT_EQ(month->product_outputs_size(), 1);
}

}  // namespace
}  // namespace sems::operations
