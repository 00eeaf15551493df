#include "report/json_writer.hpp"

#include <doctest/doctest.h>

namespace jiangbu {

namespace {

std::string sample(JsonWriter::Form form) {
  JsonWriter json(form);
  json.begin_object();
  json.key("b");
  json.begin_array();
  json.number("12345678901234567890.12");
  json.number(std::int64_t{-7});
  json.null();
  json.end_array();
  json.key("a");
  json.boolean(true);
  json.key("none");
  json.begin_object();
  json.end_object();
  json.key("empty");
  json.begin_array();
  json.end_array();
  json.key("text");
  json.string("奖\"补\n");
  json.end_object();
  return json.take();
}

}  // namespace

TEST_CASE("json writer: compact text has no blanks and keeps the order of the calls") {
  CHECK_EQ(sample(JsonWriter::Form::compact),
           "{\"b\":[12345678901234567890.12,-7,null],\"a\":true,\"none\":{},\"empty\":[],"
           "\"text\":\"奖\\\"补\\n\"}");
}

TEST_CASE("json writer: indented text has two blanks a level and ends its last line") {
  CHECK_EQ(sample(JsonWriter::Form::indented),
           "{\n"
           "  \"b\": [\n"
           "    12345678901234567890.12,\n"
           "    -7,\n"
           "    null\n"
           "  ],\n"
           "  \"a\": true,\n"
           "  \"none\": {},\n"
           "  \"empty\": [],\n"
           "  \"text\": \"奖\\\"补\\n\"\n"
           "}\n");
}

TEST_CASE("json writer: a single value is a document") {
  JsonWriter json(JsonWriter::Form::compact);
  json.string("x");
  CHECK_EQ(json.take(), "\"x\"");
}

TEST_CASE("json writer: it is empty after take") {
  JsonWriter json(JsonWriter::Form::compact);
  json.null();
  CHECK_EQ(json.take(), "null");
  json.boolean(false);
  CHECK_EQ(json.take(), "false");
}

}  // namespace jiangbu
