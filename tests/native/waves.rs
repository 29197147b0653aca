//! The waves that charts of the sample show.

use data::dataset::Dataset;
use explore::chart_model::ChartModel;
use explore::messages::controls::to_other_status;
use explore::view_state::{View, ViewState};

use crate::public_sample;

fn state(dataset: &Dataset, query: &str) -> ViewState {
    ViewState::parse(query, dataset).0
}

/// Returns the text of the link from a chart's numbers to those of the other status.
fn link_text(dataset: &Dataset, query: &str) -> String {
    let other = state(dataset, query).with_other_status(dataset).unwrap();
    to_other_status(dataset, &other.shown_waves(dataset))
}

#[test]
fn a_link_to_published_numbers_names_the_waves_that_it_shows() {
    let dataset = public_sample::bundle();
    assert_eq!(link_text(&dataset, ""), "Real priorities: 2025–26");
    assert_eq!(link_text(&dataset, "view=change"), "Real priorities: 2019 → 2020");
    assert_eq!(link_text(&dataset, "wave=spring-2020"), "Example with invented answers");
}

#[test]
fn a_change_of_view_leads_to_a_wave_with_values() {
    let dataset = public_sample::bundle();
    let change = state(&dataset, "wave=2025-26").with(&dataset, |state| state.view = View::Change);
    assert_eq!(change.shown_wave(&dataset), dataset.find_wave("spring-2020"), "published, and comparable");
    let model = ChartModel::new(&dataset, &change);
    assert_eq!(model.rows.len(), 3);
    assert_eq!(model.absent_label(&dataset).unwrap(), "42 of 45 lack a value to compare");
    for (wave, view) in dataset.waves().flat_map(|wave| View::ALL.map(|view| (wave, view))) {
        let from = ViewState { wave: Some(wave), ..ViewState::new(&dataset) };
        let to = from.with(&dataset, |state| state.view = view);
        assert!(!ChartModel::new(&dataset, &to).rows.is_empty(), "{}, {view:?}", dataset.wave(wave).id);
    }
}

#[test]
fn a_wave_without_an_earlier_value_is_not_offered_for_changes() {
    let dataset = public_sample::bundle();
    let change = state(&dataset, "view=change");
    let fits = |id: &str| change.fits(&dataset, dataset.find_wave(id).unwrap());
    assert_eq!(["2025-26", "spring-2019", "sample-2024"].map(fits), [false; 3]);
    assert_eq!(["spring-2020", "sample-2025"].map(fits), [true; 2]);
}
