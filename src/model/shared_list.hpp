// A list whose copies, and other lists, share what is in it.
// In: elements. Out: elements. Never: an element that changes for others too.
#pragma once

#include <compare>
#include <cstddef>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

namespace jiangbu {

/// Policies compiled into one image have most of their entities and enums in common.
/// Constant use is safe from several threads.
template <typename T>
class SharedList {
 public:
  using Element = std::shared_ptr<T>;
  using value_type = T;

  class iterator {
   public:
    using iterator_category = std::random_access_iterator_tag;
    using value_type = T;
    using difference_type = std::ptrdiff_t;
    using pointer = const T*;
    using reference = const T&;

    iterator() = default;
    explicit iterator(const Element* at) : at_(at) {}
    reference operator*() const { return **at_; }
    pointer operator->() const { return at_->get(); }
    reference operator[](difference_type n) const { return *at_[n]; }
    iterator& operator++() { return *this += 1; }
    iterator& operator--() { return *this += -1; }
    iterator operator++(int) { return iterator(at_++); }
    iterator operator--(int) { return iterator(at_--); }
    iterator& operator+=(difference_type n) {
      at_ += n;
      return *this;
    }
    iterator& operator-=(difference_type n) { return *this += -n; }
    friend iterator operator+(iterator i, difference_type n) { return i += n; }
    friend iterator operator+(difference_type n, iterator i) { return i += n; }
    friend iterator operator-(iterator i, difference_type n) { return i -= n; }
    friend difference_type operator-(iterator a, iterator b) { return a.at_ - b.at_; }
    auto operator<=>(const iterator&) const = default;

   private:
    const Element* at_ = nullptr;
  };

  std::size_t size() const { return elements_.size(); }
  bool empty() const { return elements_.empty(); }
  const T& operator[](std::size_t i) const { return *elements_[i]; }
  const T& front() const { return *elements_.front(); }
  const T& back() const { return *elements_.back(); }
  iterator begin() const { return iterator(elements_.data()); }
  iterator end() const { return iterator(elements_.data() + elements_.size()); }

  void push_back(T value) { elements_.push_back(std::make_shared<T>(std::move(value))); }
  /// Adds one that stands in other lists too.
  void share(Element element) { elements_.push_back(std::move(element)); }
  void reserve(std::size_t count) { elements_.reserve(count); }

  /// An element to be changed, for this list only.
  T& own(std::size_t i) {
    if (elements_[i].use_count() > 1) elements_[i] = std::make_shared<T>(*elements_[i]);
    return *elements_[i];
  }

 private:
  std::vector<Element> elements_;
};

}  // namespace jiangbu
