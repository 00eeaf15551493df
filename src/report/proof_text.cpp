// Proofs in words; see proof_text.hpp.
#include "report/proof_text.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "report/formula_text.hpp"

namespace jiangbu {

namespace {

using Kind = ProofKind;

/// What a leaf says, without its title.
class LeafText {
 public:
  LeafText(const ProofNode& node, const std::string& own_item, const Wording& say)
      : node_(node),
        part_(*node.part),
        own_item_(own_item),
        say_(say),
        names_(names_of(node)) {}

  /// "number of marks = 1, needed ≥ 2", or formula and values apart. `brief`: the formula
  /// is left out where the title says what is needed.
  std::string demand(bool negated, bool brief) {
    std::vector<Fact> values = shown_values();
    // A date that is written says itself.
    std::erase_if(values, [&](const Fact& value) {
      return formula(value.first) == value_text(value.second, names_, say_);
    });
    if (values.size() == 1 && values[0].first == part_.text) {
      return negated ? say_(Word::forbidden, formula(part_.text)) : fact(values[0]);
    }
    const bool compares =
        !part_.sources.empty() && comparison_with(part_.sources.front().text).has_value();
    if (compares) name_bounds(values);
    if (values.size() == 1 && !negated) {
      if (const auto needed = comparison_with(values[0].first)) {
        return say_(Word::fact_and_need, fact(values[0]), *needed);
      }
    }
    const bool title_says = brief && !part_.title.empty() && part_.kind != Kind::window;
    if (title_says) {
      // How many items were looked through explains nothing without the formula.
      std::erase_if(values,
                    [](const Fact& value) { return value.second.starts_with('['); });
    }
    std::vector<std::string> parts;
    if (!part_.text.empty() && !title_says) {
      parts.push_back(say_(negated ? Word::forbidden : Word::need, formula(part_.text)));
    }
    if (!values.empty()) parts.push_back(say_(Word::actual, say_.list(facts(values))));
    return say_.sentence(parts);
  }

  /// Formula and values of a leaf that demands nothing: an exclusion, a payment found.
  std::string plain(bool brief) {
    // Its title tells of an earlier payment all there is to tell.
    if (brief && part_.kind == Kind::history && !part_.title.empty()) return {};
    const std::vector<Fact> values = shown_values();
    const bool repeats = values.size() == 1 && values[0].first == part_.text;
    return say_.sentence(
        {repeats ? std::string() : formula(part_.text), say_.list(facts(values))});
  }

  std::string missing() const {
    if (node_.missing.empty()) return {};
    return say_(Word::facts_unknown,
                facts_text(node_.missing, names_, own_item_, say_, node_.missing_more));
  }

 private:
  using Fact = std::pair<std::string, std::string>;  // source, value

  /// Without values that are wholly unknown: those are named as missing.
  std::vector<Fact> shown_values() const {
    std::vector<Fact> shown;
    for (std::size_t i = 0; i < node_.values.size(); ++i) {
      const std::string& value = node_.values[i].text;
      const bool open = value == "?" && !node_.missing.empty();
      if (!value.empty() && !open) shown.emplace_back(part_.sources[i].text, value);
    }
    return shown;
  }

  /// A bound that has no title is worth no name: "between claim_from and claim_to" tells
  /// a reader less than the two days.
  void name_bounds(std::vector<Fact>& values) {
    const auto is_bound = [&](const Fact& value) {
      const bool named =
          std::ranges::find(names_, value.first, &Name::text) != names_.end();
      const bool word = std::ranges::all_of(value.first, [](char c) {
        return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               (c >= '0' && c <= '9');
      });
      return word && !named && !part_.text.starts_with(value.first);
    };
    for (const Fact& value : values) {
      if (!is_bound(value)) continue;
      const std::string text = value_text(value.second, names_, say_);
      names_.push_back({value.first, {text, text}, {}});
    }
    std::erase_if(values, [&](const Fact& value) {
      const auto name = std::ranges::find(names_, value.first, &Name::text);
      return name != names_.end() &&
             name->title.zh == value_text(value.second, {}, say_) &&
             name->title.en == name->title.zh;
    });
  }

  /// How `source` must compare, if that is all the formula says.
  std::optional<std::string> comparison_with(const std::string& source) const {
    const std::string_view text = part_.text;
    const std::string inside = "within(" + source + ", ";
    if (text.starts_with(inside) && text.ends_with(")")) {
      const std::string_view outer =
          text.substr(inside.size(), text.size() - inside.size() - 1);
      return say_(Word::need_within, formula(std::string(outer)));
    }
    if (!text.starts_with(source + " ")) return std::nullopt;
    std::string_view rest = text.substr(source.size() + 1);
    const bool between = rest.starts_with("between ");
    const std::size_t bounds = between ? rest.find(" and ") + 5 : 0;
    const std::string_view more = rest.substr(bounds);
    if (more.find(" and ") != more.npos || more.find(" or ") != more.npos) {
      return std::nullopt;
    }
    constexpr std::array<std::string_view, 8> operators = {">=", "<=", "!=",  ">",
                                                           "<",  "=",  "in ", "between "};
    const bool compares = std::ranges::any_of(
        operators, [&](std::string_view sign) { return rest.starts_with(sign); });
    if (!compares) return std::nullopt;
    if (rest.starts_with("in (") && rest.find(')') == rest.size() - 1) {
      return say_(Word::need_one_of, alternatives(rest.substr(4, rest.size() - 5)));
    }
    // "kind = enterprise, needed agency" reads better without a second sign.
    if (rest.starts_with("= ")) rest.remove_prefix(2);
    return formula(std::string(rest));
  }

  /// The parts of "a, b, c" as a list.
  std::string alternatives(std::string_view text) const {
    std::vector<std::string> texts;
    while (!text.empty()) {
      const std::size_t comma = std::min(text.find(", "), text.size());
      texts.push_back(formula(std::string(text.substr(0, comma))));
      text.remove_prefix(std::min(comma + 2, text.size()));
    }
    return say_.list(texts);
  }

  std::string formula(const std::string& text) const {
    return formula_text(text, names_, say_);
  }
  std::string fact(const Fact& value) const {
    return formula(value.first) + " = " + value_text(value.second, names_, say_);
  }
  std::vector<std::string> facts(const std::vector<Fact>& values) const {
    std::vector<std::string> texts;
    for (const Fact& value : values) texts.push_back(fact(value));
    return texts;
  }

  const ProofNode& node_;
  const ProofPart& part_;
  const std::string& own_item_;
  const Wording& say_;
  std::vector<Name> names_;
};

/// What a node without a title is called.
std::string kind_title(const ProofNode& node, const Wording& say) {
  switch (node.part->kind) {
    case Kind::exclusion:
      return say(node.truth == Truth::unknown ? Word::exclusion_open
                                              : Word::exclusion_applies);
    case Kind::window:
      return say(Word::window);
    case Kind::history:
      return say(Word::history);
    case Kind::all:
      return say(Word::proof_all);
    case Kind::any:
      return say(Word::proof_any);
    case Kind::not_:
      return say(Word::proof_not);
    case Kind::condition:
    case Kind::amount:
      return {};
  }
  return {};
}

std::string node_text(const ProofNode& node, bool negated, bool brief,
                      const std::string& own_item, const Wording& say) {
  std::string facts;
  if (node.parts.empty()) {
    LeafText leaf(node, own_item, say);
    const bool plain =
        node.part->kind == Kind::exclusion || node.part->kind == Kind::history;
    facts = say.sentence(
        {plain ? leaf.plain(brief) : leaf.demand(negated, brief), leaf.missing()});
  }
  std::string head = node.part->title.empty() ? kind_title(node, say)
                                              : node.part->title.in(say.language());
  if (node.part->kind == Kind::exclusion && node.truth == Truth::unknown &&
      !node.part->title.empty()) {
    head = say(Word::labelled, kind_title(node, say), head);
  }
  head = say.with_remark(head, head.empty() ? "" : node.part->cite);
  if (head.empty()) return say.with_remark(facts, node.part->cite);
  return facts.empty() ? head : say(Word::labelled, head, facts);
}

/// Walks down to the leaves that decide.
class Explainer {
 public:
  Explainer(const std::string& own_item, const Wording& say)
      : own_item_(own_item), say_(say) {}

  void add(const ProofNode& node, Truth truth, bool negated, int depth) {
    switch (node.part->kind) {
      case Kind::not_:
        return add_parts(node, not_(truth), !negated, depth);
      case Kind::all:
        return add_parts(node, truth, negated, depth);
      case Kind::any:
        return add_any(node, truth, negated, depth);
      case Kind::exclusion:
        say_node(node, negated, depth);
        if (!node.parts.empty()) add_parts(node, truth, false, depth + 1);
        return;
      case Kind::condition:
      case Kind::window:
      case Kind::history:
      case Kind::amount:
        say_node(node, negated, depth);
        return;
    }
  }

  std::vector<ProofLine> take() { return std::move(lines_); }

 private:
  void say_node(const ProofNode& node, bool negated, int depth) {
    ProofLine line{depth, node_text(node, negated, true, own_item_, say_)};
    // Two tests of one formula read alike: once is enough.
    if (std::ranges::find(lines_, line) == lines_.end())
      lines_.push_back(std::move(line));
  }

  void add_parts(const ProofNode& node, Truth truth, bool negated, int depth) {
    const std::size_t before = lines_.size();
    for (const ProofNode& part : node.parts) {
      if (part.truth == truth) add(part, truth, negated, depth);
    }
    // A proof that does not say why is still named.
    if (lines_.size() == before) {
      say_node(node, negated, depth);
    }
  }

  void add_any(const ProofNode& node, Truth truth, bool negated, int depth) {
    const auto deciding = std::ranges::count(node.parts, truth, &ProofNode::truth);
    if (deciding < 2 || negated || truth == Truth::yes) {
      return add_parts(node, truth, negated, depth);
    }
    const Word lead = truth == Truth::no ? Word::any_of_none : Word::any_of_open;
    const std::string title = node.part->title.in(say_.language());
    lines_.push_back(
        {depth, title.empty() ? say_(lead) : say_(Word::labelled, title, say_(lead))});
    add_parts(node, truth, negated, depth + 1);
  }

  const std::string& own_item_;
  const Wording& say_;
  std::vector<ProofLine> lines_;
};

void add_whole(std::vector<ProofLine>& lines, const ProofNode& node, int depth,
               const Wording& say) {
  std::string text = node_text(node, false, false, {}, say);
  // Among conditions an exclusion must be told apart: its "no" is good news.
  if (node.part->kind == Kind::exclusion && node.truth != Truth::unknown &&
      !node.part->title.empty()) {
    text = say(Word::labelled, kind_title(node, say), text);
  }
  lines.push_back({depth, say(Word::proof_line, say.value(name_of(node.truth)), text)});
  for (const ProofNode& part : node.parts) add_whole(lines, part, depth + 1, say);
}

}  // namespace

std::vector<ProofLine> explain(const std::vector<ProofNode>& nodes, Truth truth,
                               const Wording& say, const std::string& own_item) {
  Explainer explainer(own_item, say);
  for (const ProofNode& node : nodes) {
    if (node.truth == truth) explainer.add(node, truth, false, 0);
  }
  return explainer.take();
}

std::vector<ProofLine> whole_proof(const std::vector<ProofNode>& nodes,
                                   const Wording& say) {
  std::vector<ProofLine> lines;
  for (const ProofNode& node : nodes) add_whole(lines, node, 0, say);
  return lines;
}

}  // namespace jiangbu
