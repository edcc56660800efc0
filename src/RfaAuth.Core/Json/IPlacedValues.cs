namespace RfaAuth.Core.Json;

/// <summary>A factory that is told where in the answer a list was read.</summary>
internal interface IPlacedValues : IValueFactory
{
    /// <param name="list">What <see cref="IValueFactory.CreateList"/> made.</param>
    /// <param name="text">Its bytes in the answer.</param>
    void Placed(object list, ArraySegment<byte> text);
}
