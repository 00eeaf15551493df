// What facts from texts and facts set one by one share.
// In: options of jiangbu.h, Facts. Out: jb_facts. Never: reads a fact.
#pragma once

#include "c_api/handles.hpp"

namespace jiangbu::c_api {

FactOptions fact_options_of(const jb_facts_options* options);

/// Gives the handle, even if something is wrong with the facts.
jb_status give_facts(Facts facts, jb_facts** out, jb_error** error);

}  // namespace jiangbu::c_api
