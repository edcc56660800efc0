namespace RfaAuth.Core.GraphQL.Language;

/// <summary>An input value as written in a document (GraphQL specification, section 2.9).</summary>
internal abstract record Value(SourceLocation Location);

/// <param name="Name">The variable's name without its <c>$</c>.</param>
/// <param name="Location">The place of the <c>$</c>.</param>
internal sealed record Variable(string Name, SourceLocation Location) : Value(Location);

/// <param name="Text">The digits as written. Their number is not limited here.</param>
/// <param name="Location">The place where the number starts.</param>
internal sealed record IntValue(string Text, SourceLocation Location) : Value(Location);

/// <param name="Text">The number as written.</param>
/// <param name="Location">The place where the number starts.</param>
internal sealed record FloatValue(string Text, SourceLocation Location) : Value(Location);

/// <param name="Text">The string's value: escapes are decoded, and a block string's indentation is removed.</param>
/// <param name="IsBlock">Whether it was written between triple quotes.</param>
/// <param name="Location">The place of the opening quote.</param>
internal sealed record StringValue(string Text, bool IsBlock, SourceLocation Location) : Value(Location);

internal sealed record BooleanValue(bool IsTrue, SourceLocation Location) : Value(Location);

internal sealed record NullValue(SourceLocation Location) : Value(Location);

internal sealed record EnumValue(string Name, SourceLocation Location) : Value(Location);

internal sealed record ListValue(IReadOnlyList<Value> Items, SourceLocation Location) : Value(Location);

internal sealed record ObjectValue(IReadOnlyList<ObjectField> Fields, SourceLocation Location) : Value(Location);

internal sealed record ObjectField(string Name, Value Value, SourceLocation Location);
