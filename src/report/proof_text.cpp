// Proofs in words; see proof_text.hpp.
#include "report/proof_text.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace jiangbu {

namespace {

using Kind = ProofNode::Kind;

/// The rest of `formula` if it says how `source` must compare: "count(x) >= 2" and
/// "count(x)" give ">= 2". Nullopt if more than one comparison may be in it.
std::optional<std::string> comparison_of(std::string_view formula,
                                         std::string_view source) {
  if (source.empty() || !formula.starts_with(source)) return std::nullopt;
  std::string_view rest = formula.substr(source.size());
  if (!rest.starts_with(' ')) return std::nullopt;
  rest.remove_prefix(1);
  if (rest.find(" and ") != rest.npos || rest.find(" or ") != rest.npos) {
    return std::nullopt;
  }
  constexpr std::array<std::string_view, 7> operators = {">=", "<=", "!=", ">",
                                                         "<",  "=",  "in "};
  const bool compares = std::ranges::any_of(
      operators, [&](std::string_view sign) { return rest.starts_with(sign); });
  if (!compares) return std::nullopt;
  // "kind = enterprise, needed "agency"" reads better without a second sign.
  if (rest.starts_with("= ")) rest.remove_prefix(2);
  return std::string(rest);
}

std::vector<std::string> value_texts(const ProofNode& node, const Wording& say) {
  std::vector<std::string> texts;
  for (const auto& [source, value] : node.values) {
    texts.push_back(source + " = " + say.value(value));
  }
  return texts;
}

/// "count(marks) = 1, needed ≥ 2", or formula and values apart.
std::string formula_and_values(const ProofNode& node, bool negated, const Wording& say) {
  const bool only_value = node.values.size() == 1;
  if (only_value && node.values[0].first == node.text) {
    const std::string fact = value_texts(node, say)[0];
    return negated ? say(Word::forbidden, node.text) : fact;
  }
  if (only_value && !negated) {
    if (const auto comparison = comparison_of(node.text, node.values[0].first)) {
      return say(Word::fact_and_need, value_texts(node, say)[0],
                 readable_formula(*comparison));
    }
  }
  std::vector<std::string> parts;
  if (!node.text.empty()) {
    parts.push_back(
        say(negated ? Word::forbidden : Word::need, readable_formula(node.text)));
  }
  if (!node.values.empty()) {
    parts.push_back(say(Word::actual, say.list(value_texts(node, say))));
  }
  return say.sentence(parts);
}

/// Formula and values of a node that demands nothing: an exclusion, a payment found.
std::string plain_facts(const ProofNode& node, const Wording& say) {
  std::string formula = readable_formula(node.text);
  const bool repeats = node.values.size() == 1 && node.values[0].first == node.text;
  return say.sentence({repeats ? "" : formula, say.list(value_texts(node, say))});
}

/// What a node without a title is called.
std::string kind_title(const ProofNode& node, const Wording& say) {
  switch (node.kind) {
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
      return {};
  }
  return {};
}

std::string node_text(const ProofNode& node, bool negated, const Wording& say) {
  const bool has_parts = !node.parts.empty();
  std::string facts;
  if (node.kind == Kind::exclusion || node.kind == Kind::history || has_parts) {
    facts = has_parts ? std::string() : plain_facts(node, say);
  } else {
    facts = formula_and_values(node, negated, say);
  }
  if (!node.missing.empty() && !has_parts) {
    facts = say.sentence({facts, say(Word::facts_unknown, say.list(node.missing))});
  }
  std::string head =
      node.title.empty() ? kind_title(node, say) : node.title.in(say.language());
  if (node.kind == Kind::exclusion && node.truth == Truth::unknown &&
      !node.title.empty()) {
    head = say(Word::labelled, kind_title(node, say), head);
  }
  head = say.with_remark(head, head.empty() ? "" : node.cite);
  if (head.empty()) return say.with_remark(facts, node.cite);
  return facts.empty() ? head : say(Word::labelled, head, facts);
}

/// Walks down to the leaves that decide.
class Explainer {
 public:
  explicit Explainer(const Wording& say) : say_(say) {}

  void add(const ProofNode& node, Truth truth, bool negated, int depth) {
    switch (node.kind) {
      case Kind::not_:
        return add_parts(node, not_(truth), !negated, depth);
      case Kind::all:
        return add_parts(node, truth, negated, depth);
      case Kind::any:
        return add_any(node, truth, negated, depth);
      case Kind::exclusion:
        lines_.push_back({depth, node_text(node, negated, say_)});
        if (!node.parts.empty()) add_parts(node, truth, false, depth + 1);
        return;
      case Kind::condition:
      case Kind::window:
      case Kind::history:
        lines_.push_back({depth, node_text(node, negated, say_)});
        return;
    }
  }

  std::vector<ProofLine> take() { return std::move(lines_); }

 private:
  void add_parts(const ProofNode& node, Truth truth, bool negated, int depth) {
    const std::size_t before = lines_.size();
    for (const ProofNode& part : node.parts) {
      if (part.truth == truth) add(part, truth, negated, depth);
    }
    // A proof that does not say why is still named.
    if (lines_.size() == before) {
      lines_.push_back({depth, node_text(node, negated, say_)});
    }
  }

  void add_any(const ProofNode& node, Truth truth, bool negated, int depth) {
    const auto deciding = std::ranges::count(node.parts, truth, &ProofNode::truth);
    if (deciding < 2 || negated || truth == Truth::yes) {
      return add_parts(node, truth, negated, depth);
    }
    const Word lead = truth == Truth::no ? Word::any_of_none : Word::any_of_open;
    const std::string title = node.title.in(say_.language());
    lines_.push_back(
        {depth, title.empty() ? say_(lead) : say_(Word::labelled, title, say_(lead))});
    add_parts(node, truth, negated, depth + 1);
  }

  const Wording& say_;
  std::vector<ProofLine> lines_;
};

void add_whole(std::vector<ProofLine>& lines, const ProofNode& node, int depth,
               const Wording& say) {
  std::string text = node_text(node, false, say);
  // Among conditions an exclusion must be told apart: its "no" is good news.
  if (node.kind == Kind::exclusion && node.truth != Truth::unknown &&
      !node.title.empty()) {
    text = say(Word::labelled, kind_title(node, say), text);
  }
  lines.push_back({depth, say(Word::proof_line, say.value(name_of(node.truth)), text)});
  for (const ProofNode& part : node.parts) add_whole(lines, part, depth + 1, say);
}

}  // namespace

std::vector<ProofLine> explain(const std::vector<ProofNode>& nodes, Truth truth,
                               const Wording& say) {
  Explainer explainer(say);
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

std::string readable_formula(const std::string& formula) {
  std::string out;
  bool quoted = false;
  for (std::size_t i = 0; i < formula.size(); ++i) {
    if (formula[i] == '"') quoted = !quoted;
    const std::string_view sign = std::string_view(formula).substr(i, 2);
    const char* readable = nullptr;
    if (sign == ">=") readable = "≥";
    if (sign == "<=") readable = "≤";
    if (sign == "!=") readable = "≠";
    if (quoted || readable == nullptr) {
      out += formula[i];
    } else {
      out += readable;
      ++i;
    }
  }
  return out;
}

}  // namespace jiangbu
