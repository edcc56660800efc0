namespace RfaAuth.Core.Text;

/// <summary>
/// The output of a pipeline that returned nothing. If a list is declared it is sent as an empty list, else as null.
/// </summary>
internal sealed class EmptyPipeline
{
    private EmptyPipeline()
    {
    }

    public static EmptyPipeline Value { get; } = new();

    public override string ToString() => "null";
}
